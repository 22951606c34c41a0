//! Codes and tokens that were handed out, and what has become of them.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// A code, not yet exchanged.
#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) challenge: String,
    pub(super) redirect: String,
    pub(super) scopes: Vec<String>,
}

/// What an access token may do, or why it may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Access {
    /// It lives, with these scopes.
    Granted(Vec<String>),
    /// It did once.
    Expired,
    /// It never did.
    Unknown,
}

/// Why a refresh token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dead {
    /// Revoked, replaced, or never handed out.
    Revoked,
    /// Its six months are over.
    Expired,
}

#[derive(Debug)]
struct Grant {
    scopes: Vec<String>,
    refused: Option<Dead>,
}

#[derive(Debug)]
struct Issued {
    scopes: Vec<String>,
    dies: Instant,
}

/// All of them. Tokens are numbered, so that the same requests get the same ones.
#[derive(Debug, Default)]
pub(in super::super) struct Grants {
    codes: HashMap<String, Code>,
    refresh: HashMap<String, Grant>,
    access: HashMap<String, Issued>,
    handed_out: Vec<String>,
}

impl Grants {
    fn name(&mut self, kind: &str) -> String {
        let name = format!("standin-{kind}-{:06}-pharrowgnomicle", self.handed_out.len() + 1);
        self.handed_out.push(name.clone());
        name
    }

    /// Every code and token that was ever handed out.
    pub(in super::super) fn handed_out(&self) -> &[String] {
        &self.handed_out
    }

    pub(super) fn new_code(&mut self, code: Code) -> String {
        let name = self.name("code");
        self.codes.insert(name.clone(), code);
        name
    }

    /// A code is good once.
    pub(super) fn take_code(&mut self, name: &str) -> Option<Code> {
        self.codes.remove(name)
    }

    pub(super) fn new_refresh(&mut self, scopes: Vec<String>) -> String {
        let name = self.name("refresh");
        self.refresh.insert(name.clone(), Grant { scopes, refused: None });
        name
    }

    pub(super) fn new_access(&mut self, scopes: Vec<String>, now: Instant, life: Duration) -> String {
        let name = self.name("access");
        self.access.insert(name.clone(), Issued { scopes, dies: now + life });
        name
    }

    /// The scopes that were granted with a refresh token.
    pub(super) fn scopes_of(&self, refresh: &str) -> Result<Vec<String>, Dead> {
        let grant = self.refresh.get(refresh).ok_or(Dead::Revoked)?;
        grant.refused.map_or_else(|| Ok(grant.scopes.clone()), Err)
    }

    /// A refresh token that was replaced.
    pub(super) fn replaced(&mut self, refresh: &str) {
        self.refresh.remove(refresh);
    }

    /// What an access token may do at `now`.
    pub(in super::super) fn access(&self, token: &str, now: Instant) -> Access {
        match self.access.get(token) {
            None => Access::Unknown,
            Some(issued) if issued.dies <= now => Access::Expired,
            Some(issued) => Access::Granted(issued.scopes.clone()),
        }
    }

    /// All access tokens die; they can be refreshed.
    pub(in super::super) fn expire_access(&mut self, now: Instant) {
        self.access.values_mut().for_each(|issued| issued.dies = now);
    }

    /// The six months of all refresh tokens are over. Access tokens live on.
    pub(in super::super) fn expire_refresh(&mut self) {
        self.refresh.values_mut().for_each(|grant| grant.refused = Some(Dead::Expired));
    }

    /// The listener takes the application off their page: everything dies.
    pub(in super::super) fn revoke(&mut self) {
        self.refresh.values_mut().for_each(|grant| grant.refused = Some(Dead::Revoked));
        self.access.clear();
        self.codes.clear();
    }
}
