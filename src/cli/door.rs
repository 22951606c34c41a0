//! The way to sources that are not files: opened before anything is read, and only when such a source is named.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::policy::{Clause, Ledger, PackTerms, Use};
use crate::sources::spotify::{Account, End, Scope};
use crate::sources::{Remote, SourceSpec};

use super::consent;
use super::console::Console;
use super::context::{now, open_pack};
use super::failure::Failure;
use super::spotify;

/// A door: shut, or opened for a Spotify account.
#[derive(Debug, Default)]
pub(super) struct Door {
    account: Option<Mutex<Account>>,
    ledger: Mutex<Ledger>,
}

impl Door {
    /// Opens the door as far as the sources need it: the terms are asked first, and the person where they must be.
    pub(super) fn open(
        sources: &[SourceSpec],
        pack: Option<&Path>,
        to: Use,
        no_store: bool,
        console: &Console,
    ) -> Result<Self, Failure> {
        let mut scopes: Vec<Scope> = sources
            .iter()
            .filter_map(|s| if let SourceSpec::Spotify(shelf) = s { Some(shelf.scope()) } else { None })
            .collect();
        if scopes.is_empty() {
            return Ok(Self::default());
        }
        if console.answers_into_file() {
            return Err(Failure::refused(Clause::Storing));
        }
        let mut account = spotify::account(console, no_store)?;
        let terms = match pack {
            None => PackTerms::Other,
            Some(_) => PackTerms::of(&open_pack(pack)?.card().licence),
        };
        consent::pass(sources, terms, to, console)?;
        if no_store {
            scopes.sort_unstable();
            scopes.dedup();
            spotify::sign_in_for_this_run(&mut account, &scopes, console)?;
        }
        let grant = account.grant().ok().flatten();
        if let Some(End::Near(days)) = grant.map(|g| g.end(now())) {
            console.warn(&format!(
                "the sign-in to Spotify ends in {days} days; `glasscrate spotify login` signs in again"
            ));
        }
        Ok(Self { account: Some(Mutex::new(account)), ledger: Mutex::default() })
    }

    /// Enters sources that are read.
    pub(super) fn enter_read(&self, sources: &[SourceSpec]) {
        self.entries().read.extend(sources.iter().map(ToString::to_string));
    }

    /// What was read, asked and written through this door.
    pub(super) fn ledger(&self) -> Ledger {
        self.entries().clone()
    }

    fn entries(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with who stands behind the door, and enters what was asked of them.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Remote<'_>) -> T) -> T {
        let Some(account) = &self.account else { return work(&mut Remote::Nobody) };
        let mut account = account.lock().unwrap_or_else(PoisonError::into_inner);
        let done = work(&mut Remote::Spotify(&mut account));
        let (requests, written) = account.take_ledger();
        let mut ledger = self.entries();
        ledger.requests.extend(requests);
        ledger.written.extend(written);
        done
    }
}
