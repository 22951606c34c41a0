//! The door: everything that the rest of the program asks of Spotify, one call at a time.

use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::auth::{Answer, Listener, SignIn};
use super::endpoints::Endpoints;
use super::read::{self, Delivery};
use super::scope::Scope;
use super::session::{Clock, Session};
use super::shelf::Shelf;
use super::tokens::{Grant, Store};
use super::trouble::Trouble;
use super::write_back::{self, Hit, NewPlaylist, Sent, Wanted};
use crate::history::UnixSeconds;
use crate::policy::Request;
use crate::sources::Progress;

/// How often it is looked whether the person stopped it.
const LOOK: Duration = Duration::from_millis(50);

/// So often a wrong address may be pasted.
const PASTES: usize = 3;

/// An account: where it is, what was granted, and what was asked of it in this run.
#[derive(Debug)]
pub struct Account {
    endpoints: Endpoints,
    store: Store,
    clock: Clock,
    requests: Vec<Request>,
    written: Vec<PathBuf>,
}

/// How the answer of Spotify's page gets here.
pub enum Way<'a> {
    /// The browser runs on this machine and comes back to this port of it (0: a free one), within so many minutes.
    Browser {
        /// The port.
        port: u16,
        /// The minutes.
        minutes: u64,
    },
    /// The person pastes the address that the browser was led to.
    Paste {
        /// The port in that address, where one is registered.
        port: Option<u16>,
        /// Reads one line.
        line: &'a mut dyn FnMut() -> io::Result<String>,
    },
}

impl Account {
    /// An account that nothing was asked of yet.
    #[must_use]
    pub fn new(endpoints: Endpoints, store: Store, clock: Clock) -> Self {
        Self { endpoints, store, clock, requests: Vec::new(), written: Vec::new() }
    }

    /// What is granted, as far as is known without asking.
    pub fn grant(&self) -> Result<Option<Grant>, Trouble> {
        Ok(self.store.load()?.filter(|g| g.accounts == self.endpoints.accounts()))
    }

    /// Where the grant is kept, for people.
    #[must_use]
    pub fn kept(&self) -> String {
        self.store.about()
    }

    /// The requests and the files written since this was last asked.
    pub fn take_ledger(&mut self) -> (Vec<Request>, Vec<PathBuf>) {
        (std::mem::take(&mut self.requests), std::mem::take(&mut self.written))
    }

    /// Signs in, and keeps the grant. `tell` gets the address that the person is to open.
    pub fn sign_in(
        &mut self,
        client_id: &str,
        scopes: &[Scope],
        way: Way<'_>,
        tell: &dyn Fn(&str),
        progress: &dyn Progress,
    ) -> Result<Grant, Trouble> {
        let (endpoints, clock) = (self.endpoints.clone(), self.clock);
        let mut requests = Vec::new();
        let signed_in = block(progress, async {
            let (sign_in, answer) = match way {
                Way::Browser { port, minutes } => {
                    let listener = Listener::bind(port).await?;
                    let sign_in = SignIn::begin(&endpoints, client_id, Some(listener.port()), scopes)?;
                    tell(sign_in.url());
                    let answer =
                        tokio::time::timeout(Duration::from_secs(60 * minutes), sign_in.answer(listener));
                    let answer = answer.await.map_err(|_| Trouble::TimedOut(minutes))?;
                    (sign_in, answer)
                }
                Way::Paste { port, line } => {
                    let sign_in = SignIn::begin(&endpoints, client_id, port, scopes)?;
                    tell(sign_in.url());
                    let answer = pasted(&sign_in, line)?;
                    (sign_in, answer)
                }
            };
            sign_in.finish(answer, clock, &mut requests).await
        });
        self.requests.append(&mut requests);
        let grant = signed_in?;
        self.written.extend(self.store.save(&grant)?);
        Ok(grant)
    }

    /// Forgets the grant; true when there was one. Nothing else of Spotify is ever stored.
    pub fn disconnect(&mut self) -> Result<bool, Trouble> {
        Ok(self.store.forget()?)
    }

    /// Reads a shelf.
    pub(crate) fn read(
        &mut self,
        what: Shelf,
        now: UnixSeconds,
        progress: &dyn Progress,
    ) -> Result<Vec<Delivery>, Trouble> {
        self.with(progress, async |session| read::read(session, what, now).await)
    }

    /// Looks tracks up; for each what was found, best first.
    pub fn find(&mut self, wanted: &[Wanted], progress: &dyn Progress) -> Result<Vec<Vec<Hit>>, Trouble> {
        self.with(progress, async |session| {
            let mut found = Vec::with_capacity(wanted.len());
            for (n, one) in wanted.iter().enumerate() {
                progress.note(&format!("looking up {} of {}", n + 1, wanted.len()));
                found.push(write_back::find(session, one).await?);
            }
            Ok(found)
        })
    }

    /// Makes a private playlist and fills it.
    pub fn make_playlist(&mut self, list: &NewPlaylist, progress: &dyn Progress) -> Result<Sent, Trouble> {
        self.with(progress, async |session| write_back::make(session, list).await)
    }

    /// Puts tracks (`spotify:track:…`) at the end of the player's queue.
    pub fn queue(&mut self, tracks: &[String], progress: &dyn Progress) -> Result<Sent, Trouble> {
        self.with(progress, async |session| write_back::queue(session, tracks).await)
    }

    /// Does something in a session; whatever comes of it, its requests are entered.
    fn with<T>(
        &mut self,
        progress: &dyn Progress,
        work: impl AsyncFnOnce(&mut Session<'_>) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let mut session = Session::open(&self.endpoints, &mut self.store, self.clock, progress)?;
        let done = block(progress, work(&mut session));
        self.requests.append(&mut session.requests);
        self.written.append(&mut session.written);
        done
    }
}

/// Reads pasted addresses until one is an answer.
fn pasted(sign_in: &SignIn, line: &mut dyn FnMut() -> io::Result<String>) -> Result<Answer, Trouble> {
    for _ in 0..PASTES {
        let text = line().map_err(|_| Trouble::Cancelled)?;
        if text.is_empty() {
            return Err(Trouble::Cancelled);
        }
        match sign_in.pasted(&text) {
            Answer::NotOurs => {}
            answer => return Ok(answer),
        }
    }
    Err(Trouble::NotTheAnswer)
}

/// Runs to the end, or until the person stops it.
fn block<T>(progress: &dyn Progress, work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Trouble::Runtime)?;
    runtime.block_on(async {
        tokio::select! {
            done = work => done,
            () = stopped(progress) => Err(Trouble::Cancelled),
        }
    })
}

async fn stopped(progress: &dyn Progress) {
    while !progress.cancelled() {
        tokio::time::sleep(LOOK).await;
    }
}
