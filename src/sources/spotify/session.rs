//! A signed-in session: every request to the Web API goes through here.
//!
//! rspotify signs requests and carries them; what it would do wrong with what Spotify answers since 2026 is done here: a refresh
//! that brings no new refresh token keeps the old one, an ended grant is forgotten and not tried again, waits are obeyed, and errors
//! are told in our words, since a library's may hold addresses and answers. Every request is entered for the ledger.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use rspotify::clients::BaseClient;
use rspotify::http::HttpError;
use rspotify::{AuthCodePkceSpotify, ClientError, Config, Credentials, OAuth, Token};
use serde_json::Value;

use super::endpoints::Endpoints;
use super::pace::{PATIENCE, Pace, TRIES, retry_after};
use super::scope::Scope;
use super::secret::Secret;
use super::tokens::{End, Grant, Store};
use super::trouble::{Trouble, Wait, duration};
use crate::history::UnixSeconds;
use crate::policy::Request;
use crate::sources::Progress;

/// So much of an answer that tells an error is looked at.
const ERROR_BYTES: usize = 16 << 10;

/// After a failure of the connection or of the server a reading request is sent once more, after this long.
const SECOND_TRY: Duration = Duration::from_secs(1);

/// The clock: seconds since 1970.
pub type Clock = fn() -> UnixSeconds;

/// A session.
pub(super) struct Session<'a> {
    client: AuthCodePkceSpotify,
    endpoints: Endpoints,
    grant: Grant,
    store: &'a mut Store,
    clock: Clock,
    begun: Instant,
    pace: Pace,
    progress: &'a dyn Progress,
    /// The requests so far.
    pub(super) requests: Vec<Request>,
    /// Files written so far (the token's).
    pub(super) written: Vec<std::path::PathBuf>,
}

/// A request that is carried out by rspotify.
#[derive(Debug, Clone, Copy)]
enum Call<'a> {
    Get(&'a [(&'a str, &'a str)]),
    Post(&'a Value),
}

/// How a request failed.
enum Failed {
    /// The access token is not taken: a new one may be.
    Unauthorized,
    /// Wait so long, then it may go.
    Wait(Duration),
    /// It may go at another try.
    Again(Trouble),
    /// It will not go.
    Trouble(Trouble),
}

impl<'a> Session<'a> {
    /// Opens a session with the stored grant. Asks nobody yet.
    pub(super) fn open(
        endpoints: &Endpoints,
        store: &'a mut Store,
        clock: Clock,
        progress: &'a dyn Progress,
    ) -> Result<Self, Trouble> {
        let grant =
            store.load()?.filter(|g| g.accounts == endpoints.accounts()).ok_or(Trouble::NotSignedIn)?;
        if grant.end(clock()) == End::Past {
            store.forget()?;
            return Err(Trouble::Ended);
        }
        let client = client(endpoints, &grant.client_id, OAuth::default());
        Ok(Self {
            client,
            endpoints: endpoints.clone(),
            grant,
            store,
            clock,
            begun: Instant::now(),
            pace: Pace::new(),
            progress,
            requests: Vec::new(),
            written: Vec::new(),
        })
    }

    /// Fails when the grant does not cover this.
    pub(super) fn needs(&self, scope: Scope) -> Result<(), Trouble> {
        if self.grant.covers(scope) { Ok(()) } else { Err(Trouble::NeedsScope(scope)) }
    }

    /// Reads. `what` says what a refusal would mean here.
    pub(super) async fn get(
        &mut self,
        path: &str,
        query: &[(&str, &str)],
        purpose: &'static str,
        what: &'static str,
    ) -> Result<String, Trouble> {
        self.send(path, Call::Get(query), purpose, what).await
    }

    /// Changes something.
    pub(super) async fn post(
        &mut self,
        path: &str,
        body: &Value,
        purpose: &'static str,
        what: &'static str,
    ) -> Result<String, Trouble> {
        self.send(path, Call::Post(body), purpose, what).await
    }

    async fn send(
        &mut self,
        path: &str,
        call: Call<'_>,
        purpose: &'static str,
        what: &'static str,
    ) -> Result<String, Trouble> {
        if !self.grant.is_fresh((self.clock)()) {
            self.refresh().await?;
        }
        let (mut renewed, mut tries) = (false, 0);
        loop {
            tries += 1;
            let wait = self.pace.take(self.begun.elapsed());
            self.pause(wait).await?;
            let failed = match self.once(path, call, purpose, what).await {
                Ok(body) => return Ok(body),
                Err(failed) => failed,
            };
            match failed {
                Failed::Unauthorized if !renewed => {
                    renewed = true;
                    self.refresh().await?;
                }
                // A new token that is not taken either: the grant is worth nothing.
                Failed::Unauthorized => return Err(self.ended()?),
                Failed::Wait(wait) if tries < TRIES => {
                    self.progress.note(&format!("Spotify asks to wait {}", duration(wait.as_secs())));
                    self.pause(wait).await?;
                }
                Failed::Wait(wait) => {
                    return Err(Trouble::TooMany(Wait { seconds: Some(wait.as_secs()), quota: false }));
                }
                // What changes something may have been done although no answer came: it is not sent twice.
                Failed::Again(_) if matches!(call, Call::Get(_)) && tries < 2 => {
                    self.progress.note("Spotify did not answer; asking once more");
                    self.pause(SECOND_TRY).await?;
                }
                Failed::Again(trouble) | Failed::Trouble(trouble) => return Err(trouble),
            }
        }
    }

    async fn once(
        &mut self,
        path: &str,
        call: Call<'_>,
        purpose: &'static str,
        what: &'static str,
    ) -> Result<String, Failed> {
        let sent = match call {
            Call::Get(query) => query.iter().map(|(k, v)| (k.len() + v.len() + 2) as u64).sum(),
            Call::Post(body) => body.to_string().len() as u64,
        };
        let answer = match call {
            Call::Get(query) => {
                let query: HashMap<&str, &str> = query.iter().copied().collect();
                self.with_token().await.api_get(path, &query).await
            }
            Call::Post(body) => self.with_token().await.api_post(path, body).await,
        };
        let received = answer.as_ref().map_or(0, |body| body.len() as u64);
        let host = self.endpoints.api_host();
        self.requests.push(Request { host, purpose, sent, received });
        match answer {
            Ok(body) => Ok(body),
            Err(ClientError::Http(error)) => Err(sort(*error, what).await),
            Err(_) => Err(Failed::Trouble(Trouble::NotUnderstood("not a text"))),
        }
    }

    /// The client with the access token of the grant in it.
    async fn with_token(&self) -> &AuthCodePkceSpotify {
        if let Ok(mut token) = self.client.token.lock().await {
            *token = Some(Token {
                access_token: self.grant.access.reveal().to_owned(),
                refresh_token: self.grant.refresh.as_ref().map(|r| r.reveal().to_owned()),
                ..Token::default()
            });
        }
        &self.client
    }

    /// Gets a new access token with the refresh token, and stores it.
    async fn refresh(&mut self) -> Result<(), Trouble> {
        if self.grant.refresh.is_none() {
            return Err(self.ended()?);
        }
        for last in [false, true] {
            let host = self.endpoints.accounts_host();
            let answer = self.with_token().await.refetch_token().await;
            let (sent, received) = (0, 0);
            self.requests.push(Request { host, purpose: "renewing the sign-in", sent, received });
            match answer {
                Ok(Some(token)) => {
                    let old = self.grant.clone();
                    self.grant = granted(token, &old.client_id, &old.accounts, (self.clock)(), &old.scopes);
                    self.grant.signed_in_at = old.signed_in_at;
                    // Spotify's answer has no new one as a rule; then the old one stays good.
                    self.grant.refresh = self.grant.refresh.take().or(old.refresh);
                    self.written.extend(self.store.save(&self.grant)?);
                    return Ok(());
                }
                Ok(None) => return Err(self.ended()?),
                Err(ClientError::Http(error)) => match refused(*error).await {
                    Refusal::Ended => {
                        // Another run may have renewed it meanwhile, which can end the token held here.
                        let stored = self.store.load()?.filter(|g| g.accounts == self.grant.accounts);
                        match stored {
                            Some(stored) if !last && stored.refresh != self.grant.refresh => {
                                self.grant = stored;
                                if self.grant.is_fresh((self.clock)()) {
                                    return Ok(());
                                }
                            }
                            _ => return Err(self.ended()?),
                        }
                    }
                    Refusal::Trouble(trouble) => return Err(trouble),
                },
                Err(_) => return Err(Trouble::NotUnderstood("a token was asked for")),
            }
        }
        Err(self.ended()?)
    }

    /// Forgets the grant: it is worth nothing any more.
    fn ended(&mut self) -> Result<Trouble, Trouble> {
        self.store.forget()?;
        Ok(Trouble::Ended)
    }

    /// Waits, unless the person stops it.
    async fn pause(&self, wait: Duration) -> Result<(), Trouble> {
        if self.progress.cancelled() {
            return Err(Trouble::Cancelled);
        }
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }
}

/// A client of rspotify: it neither stores tokens nor renews them by itself.
pub(super) fn client(endpoints: &Endpoints, client_id: &str, oauth: OAuth) -> AuthCodePkceSpotify {
    let config = Config {
        api_base_url: endpoints.api().to_owned(),
        auth_base_url: endpoints.accounts().to_owned(),
        token_cached: false,
        token_refreshing: false,
        ..Config::default()
    };
    AuthCodePkceSpotify::with_config(Credentials::new_pkce(client_id), oauth, config)
}

/// The grant that a token is. Where the answer names no scopes, those asked for were granted (RFC 6749, 5.1).
pub(super) fn granted(
    token: Token,
    client_id: &str,
    accounts: &str,
    now: UnixSeconds,
    asked: &[String],
) -> Grant {
    let mut scopes: Vec<String> = token.scopes.into_iter().filter(|s| Scope::named(s).is_some()).collect();
    scopes.sort_unstable();
    if scopes.is_empty() {
        scopes = asked.to_vec();
    }
    Grant {
        client_id: client_id.to_owned(),
        accounts: accounts.to_owned(),
        access: Secret::new(token.access_token),
        expires_at: now.saturating_add(token.expires_in.num_seconds()),
        refresh: token.refresh_token.filter(|r| !r.is_empty()).map(Secret::new),
        signed_in_at: now,
        scopes,
    }
}

/// How the accounts service refused.
pub(super) enum Refusal {
    /// The grant, or the code, is not good (any more).
    Ended,
    /// Something else.
    Trouble(Trouble),
}

/// What the accounts service says with an error.
pub(super) async fn refused(error: HttpError) -> Refusal {
    let response = match error {
        HttpError::StatusCode(response) => response,
        HttpError::Client(error) => {
            let why = if error.is_timeout() { "no answer in time" } else { "no connection" };
            return Refusal::Trouble(Trouble::Unreachable(why));
        }
    };
    let status = response.status().as_u16();
    let wait = retry_after(response.headers().get("retry-after").and_then(|h| h.to_str().ok()));
    let body = start(response).await;
    let said: Option<Value> = serde_json::from_slice(&body).ok();
    let error = said.as_ref().and_then(|v| v.get("error")).and_then(Value::as_str);
    match (status, error) {
        (_, Some("invalid_grant")) => Refusal::Ended,
        (_, Some("invalid_client" | "unauthorized_client")) => {
            Refusal::Trouble(Trouble::BadClient("the client id is not known"))
        }
        (429, _) => Refusal::Trouble(Trouble::TooMany(Wait { seconds: wait, quota: false })),
        _ => Refusal::Trouble(Trouble::Status(status)),
    }
}

/// What an error of the Web API means for the request.
async fn sort(error: HttpError, what: &'static str) -> Failed {
    let response = match error {
        HttpError::StatusCode(response) => response,
        HttpError::Client(error) => {
            let why = if error.is_timeout() {
                "no answer in time"
            } else if error.is_connect() {
                "no connection"
            } else {
                "the answer broke off"
            };
            return Failed::Again(Trouble::Unreachable(why));
        }
    };
    let status = response.status().as_u16();
    let wait = retry_after(response.headers().get("retry-after").and_then(|h| h.to_str().ok()));
    let body = start(response).await;
    let said: Option<Value> = serde_json::from_slice(&body).ok();
    let error = said.as_ref().and_then(|v| v.get("error"));
    let field = |name| error.and_then(|e| e.get(name)).and_then(Value::as_str).unwrap_or_default();
    match status {
        401 => Failed::Unauthorized,
        403 => Failed::Trouble(forbidden(field("message"), &body, what)),
        404 => Failed::Trouble(Trouble::NotThere(what)),
        429 => {
            let quota = field("reason") == "QUOTA_EXCEEDED";
            match wait {
                Some(s) if !quota && Duration::from_secs(s) <= PATIENCE => {
                    Failed::Wait(Duration::from_secs(s.max(1)))
                }
                seconds => Failed::Trouble(Trouble::TooMany(Wait { seconds, quota })),
            }
        }
        500.. => Failed::Again(Trouble::Status(status)),
        _ => Failed::Trouble(Trouble::Status(status)),
    }
}

/// What a 403 means: three things have the same status, and are told apart by Spotify's words, which are looked at and not shown.
fn forbidden(message: &str, body: &[u8], what: &'static str) -> Trouble {
    let said = format!("{message} {}", String::from_utf8_lossy(body)).to_lowercase();
    if said.contains("not registered") || said.contains("developer dashboard") || said.contains("allowlist") {
        return Trouble::NotListed;
    }
    if said.contains("premium") {
        return Trouble::Forbidden("it needs Premium");
    }
    Trouble::Forbidden(what)
}

/// The first bytes of an answer.
async fn start(mut response: reqwest::Response) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        bytes.extend_from_slice(&chunk);
        if bytes.len() >= ERROR_BYTES {
            bytes.truncate(ERROR_BYTES);
            break;
        }
    }
    bytes
}
