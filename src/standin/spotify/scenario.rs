//! What is chosen before the start: who asks, what they have heard, and what goes wrong.

use std::time::Duration;

use serde_json::Value;

use super::endpoint::Endpoint;
use super::fault::{Fault, Times};

/// What the listener does on the page of the accounts service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Agrees at once.
    Agrees,
    /// Declines: the redirect says `error=access_denied`.
    Declines,
    /// Leaves the page open: no redirect ever comes.
    Waits,
    /// A redirect comes with a code but with a state that nobody asked for, as in a forged answer.
    ForgedState,
}

/// What a refresh answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refresh {
    /// An access token alone: the refresh token stays what it was. So Spotify answers since June 2026.
    KeepsToken,
    /// A new refresh token too; the old one is dead from then on.
    NewToken,
}

/// Whether anything can be played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Player {
    /// A device is open.
    Ready,
    /// The listener may not: Spotify plays on command for Premium only.
    NoPremium,
    /// No device is open.
    NoDevice,
}

/// A flaw of one item of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The field is not there. At the path "" the whole item is left out.
    Missing,
    /// The field is `null`. At the path "" the whole item is.
    Null,
    /// The field holds something else, or is new.
    Is(Value),
}

/// A [`Change`] and where it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Blemish {
    /// Whose answers have it.
    pub endpoint: Endpoint,
    /// Which item of the whole list, counted from 0 over all pages.
    pub item: usize,
    /// Where in the item: a JSON pointer such as `/track/external_ids`.
    pub path: String,
    /// What is there instead.
    pub change: Change,
}

/// Everything about a stand-in that can be chosen. [`Scenario::new`] is a listed Premium listener of an application in
/// development mode, and nothing goes wrong.
#[derive(Debug, Clone)]
pub struct Scenario {
    pub(super) client_id: String,
    pub(super) redirect: Option<String>,
    pub(super) consent: Consent,
    pub(super) refresh: Refresh,
    pub(super) token_life: Duration,
    pub(super) listed: bool,
    pub(super) player: Player,
    pub(super) development: bool,
    pub(super) plays: usize,
    pub(super) newest_play_ms: i64,
    pub(super) faults: Vec<(Endpoint, Times, Fault)>,
    pub(super) blemishes: Vec<Blemish>,
}

/// 2026-11-20T21:37:44.250Z.
const NEWEST_PLAY_MS: i64 = 1_795_210_664_250;

impl Default for Scenario {
    fn default() -> Self {
        Self::new()
    }
}

impl Scenario {
    /// The client id that is known unless another is chosen.
    pub const CLIENT_ID: &str = "57a9d1900000000000000000000c11e7";

    /// Nothing goes wrong.
    #[must_use]
    pub fn new() -> Self {
        Self {
            client_id: Self::CLIENT_ID.to_owned(),
            redirect: None,
            consent: Consent::Agrees,
            refresh: Refresh::KeepsToken,
            token_life: Duration::from_secs(3600),
            listed: true,
            player: Player::Ready,
            development: true,
            plays: 60,
            newest_play_ms: NEWEST_PLAY_MS,
            faults: Vec::new(),
            blemishes: Vec::new(),
        }
    }

    /// The one client id that is known.
    #[must_use]
    pub fn client_id(mut self, id: &str) -> Self {
        id.clone_into(&mut self.client_id);
        self
    }

    /// The redirect that is registered; on a loopback address it is given without a port and allows any. Where none is
    /// registered, any path on a loopback address is.
    #[must_use]
    pub fn redirect(mut self, uri: &str) -> Self {
        self.redirect = Some(uri.to_owned());
        self
    }

    /// What the listener does when asked.
    #[must_use]
    pub fn consent(mut self, consent: Consent) -> Self {
        self.consent = consent;
        self
    }

    /// What a refresh answers.
    #[must_use]
    pub fn refresh(mut self, refresh: Refresh) -> Self {
        self.refresh = refresh;
        self
    }

    /// How long an access token lives, in whole seconds. One of no life is dead on arrival.
    #[must_use]
    pub fn token_life(mut self, seconds: u64) -> Self {
        self.token_life = Duration::from_secs(seconds);
        self
    }

    /// The listener is not on the application's list: signing in works, every call answers 403.
    #[must_use]
    pub fn not_listed(mut self) -> Self {
        self.listed = false;
        self
    }

    /// The listener has no Premium: nothing can be queued or played.
    #[must_use]
    pub fn without_premium(mut self) -> Self {
        self.player = Player::NoPremium;
        self
    }

    /// No device is open to play on.
    #[must_use]
    pub fn without_device(mut self) -> Self {
        self.player = Player::NoDevice;
        self
    }

    /// The shapes of an application with extended quota: fields that development mode lost are there.
    #[must_use]
    pub fn extended_quota(mut self) -> Self {
        self.development = false;
        self
    }

    /// How many plays the listener has; Spotify shows the latest 50.
    #[must_use]
    pub fn plays(mut self, count: usize) -> Self {
        self.plays = count;
        self
    }

    /// When the latest play was, in milliseconds since 1970. All times go back from it.
    #[must_use]
    pub fn newest_play(mut self, milliseconds: i64) -> Self {
        self.newest_play_ms = milliseconds;
        self
    }

    /// Something goes wrong on the way. Where several faults meet one request, the one that was named first counts.
    #[must_use]
    pub fn fault(mut self, endpoint: Endpoint, times: Times, fault: Fault) -> Self {
        self.faults.push((endpoint, times, fault));
        self
    }

    /// One item of a list is flawed.
    #[must_use]
    pub fn blemish(mut self, endpoint: Endpoint, item: usize, path: &str, change: Change) -> Self {
        self.blemishes.push(Blemish { endpoint, item, path: path.to_owned(), change });
        self
    }

    /// The fault that meets the `nth` request to an endpoint.
    pub(super) fn fault_at(&self, endpoint: Endpoint, nth: u32) -> Option<&Fault> {
        let met = self.faults.iter().find(|(e, times, _)| *e == endpoint && times.meets(nth));
        met.map(|(_, _, fault)| fault)
    }
}
