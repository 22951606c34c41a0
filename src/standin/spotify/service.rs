//! One request after another: told apart, met by a fault or answered, and recorded.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::account::{Account, LISTENER, LISTENER_NAME, MadePlaylist};
use super::accounts::{self, Access, Grants};
use super::api::{self, Call};
use super::body::Bodies;
use super::catalogue::{self, MADE_UP, Track};
use super::endpoint::{Endpoint, Route};
use super::http::{Answer, Asked, Flow};
use super::record::Recorded;
use super::scenario::Scenario;

/// The state behind a server, shared by its connections.
#[derive(Debug, Clone)]
pub(super) struct Service(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    scenario: Scenario,
    /// The root of the Web API, without a slash at the end.
    base: String,
    grants: Grants,
    account: Account,
    seen: HashMap<Endpoint, u32>,
    record: Vec<Recorded>,
}

impl Service {
    pub(super) fn new(scenario: Scenario, base: String) -> Self {
        let account = Account::new(&scenario);
        let (grants, seen, record) = (Grants::default(), HashMap::new(), Vec::new());
        Self(Arc::new(Mutex::new(State { scenario, base, grants, account, seen, record })))
    }

    /// A request that failed half way leaves nothing that later ones could not bear.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer to a request, which is recorded.
    pub(super) fn answer(&self, asked: Asked) -> Answer {
        self.state().answer(asked)
    }

    pub(super) fn requests(&self) -> Vec<Recorded> {
        self.state().record.clone()
    }

    pub(super) fn expire_access(&self) {
        self.state().grants.expire_access(Instant::now());
    }

    pub(super) fn expire_refresh(&self) {
        self.state().grants.expire_refresh();
    }

    pub(super) fn revoke(&self) {
        self.state().grants.revoke();
    }

    pub(super) fn queue(&self) -> Vec<String> {
        self.state().account.queue.clone()
    }

    pub(super) fn made_playlists(&self) -> Vec<MadePlaylist> {
        let state = self.state();
        let made = state.account.playlists.iter().filter(|p| p.made).cloned();
        made.map(|p| MadePlaylist {
            name: p.name,
            description: p.description,
            public: p.public,
            uris: p.items,
        })
        .collect()
    }

    pub(super) fn tokens(&self) -> Vec<String> {
        self.state().grants.handed_out().to_vec()
    }

    pub(super) fn secrets(&self) -> Vec<String> {
        let state = self.state();
        let mut all: BTreeSet<String> = catalogue::all()
            .flat_map(|t: &Track| [t.id(), t.isrc(), t.album(), t.album_id(), t.artist_id()])
            .chain(MADE_UP.iter().flat_map(|t| [t.title.to_owned(), t.artist.to_owned()]))
            .chain([LISTENER.to_owned(), LISTENER_NAME.to_owned()])
            .collect();
        for list in state.account.playlists.iter().filter(|p| !p.made) {
            all.extend([list.id.clone(), list.name.clone(), list.description.clone()]);
        }
        all.extend(state.account.playlists.iter().map(|p| p.id.clone()));
        all.extend(state.grants.handed_out().iter().cloned());
        all.into_iter().collect()
    }
}

impl State {
    fn answer(&mut self, asked: Asked) -> Answer {
        let route = Route::of(&asked.method, &asked.path);
        let count = self.seen.entry(route.endpoint).or_default();
        *count += 1;
        let nth = *count;
        let fault = self.scenario.fault_at(route.endpoint, nth).cloned();
        let answer = match fault {
            None => self.right_answer(&asked, &route),
            Some(fault) => match fault.instead(route.endpoint) {
                Some(answer) => answer,
                None => fault.spoil(self.right_answer(&asked, &route)),
            },
        };
        let status = if matches!(answer.flow, Flow::Closed | Flow::Hangs) { 0 } else { answer.status };
        let Asked { method, path, query, headers, body } = asked;
        let endpoint = route.endpoint;
        self.record.push(Recorded { endpoint, method, path, query, headers, body, status });
        answer
    }

    fn right_answer(&mut self, asked: &Asked, route: &Route) -> Answer {
        match route.endpoint {
            Endpoint::Authorize => accounts::authorize(&self.scenario, &mut self.grants, asked),
            Endpoint::Token => accounts::token(&self.scenario, &mut self.grants, asked, Instant::now()),
            endpoint => {
                let token = asked.bearer().unwrap_or_default();
                let access = if token.is_empty() {
                    return Answer::error(401, "No token provided");
                } else {
                    self.grants.access(token, Instant::now())
                };
                self.api_answer(asked, route, endpoint, access)
            }
        }
    }

    fn api_answer(&mut self, asked: &Asked, route: &Route, endpoint: Endpoint, access: Access) -> Answer {
        let scopes = match api::admitted(&self.scenario, access, endpoint) {
            Ok(scopes) => scopes,
            Err(refusal) => return refusal,
        };
        let bodies = Bodies { base: &self.base, scenario: &self.scenario };
        let account = &mut self.account;
        api::answer(&mut Call { scenario: &self.scenario, account, asked, route, bodies, scopes })
    }
}
