//! Where a grant is kept between runs: the keyring of the system, a file that only the person can read, or nowhere.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Grant;
use super::keyring::NoKeyring;
use super::{file, keyring};
use crate::sources::spotify::secret::Secret;

/// The name of the file in the program's folder.
const FILE: &str = "spotify-token.json";

/// A grant could not be kept or found. Quotes nothing of it.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The file cannot be read or written.
    #[error("{path}: the sign-in to Spotify cannot be {what}: {why}")]
    File {
        /// The file.
        path: PathBuf,
        /// What was tried.
        what: &'static str,
        /// What the system says.
        why: std::io::Error,
    },
    /// There is no keyring, or it does not open.
    #[error(
        "the system's keyring cannot be used; set `store = \"file\"` in spotify.toml, or GLASSCRATE_SPOTIFY_STORE=file"
    )]
    NoKeyring,
    /// The file holds something else.
    #[error("{path}: not a stored sign-in; remove it and sign in again")]
    Damaged {
        /// The file.
        path: PathBuf,
    },
}

/// Where to keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The keyring of the system where there is one, a file where not.
    KeyringOrFile,
    /// The keyring of the system.
    Keyring,
    /// A file that only the person can read.
    File,
    /// This process's memory: gone when it ends.
    Memory,
}

/// The keeper of one grant.
#[derive(Debug)]
pub struct Store {
    place: Place,
    path: PathBuf,
    memory: Option<Grant>,
}

/// A grant as it is stored.
#[derive(Serialize, Deserialize)]
struct Stored {
    client_id: String,
    accounts: String,
    access_token: String,
    expires_at: i64,
    refresh_token: Option<String>,
    signed_in_at: i64,
    scopes: Vec<String>,
}

impl Store {
    /// A keeper whose file, if it uses one, is in this folder.
    #[must_use]
    pub fn new(place: Place, folder: &Path) -> Self {
        Self { place, path: folder.join(FILE), memory: None }
    }

    /// The grant, if there is one.
    pub fn load(&self) -> Result<Option<Grant>, StoreError> {
        match self.place {
            Place::Memory => Ok(self.memory.clone()),
            Place::File => self.read_file(),
            Place::Keyring => from_keyring(),
            Place::KeyringOrFile => match self.read_file()? {
                None => from_keyring().or(Ok(None)),
                some => Ok(some),
            },
        }
    }

    fn read_file(&self) -> Result<Option<Grant>, StoreError> {
        let bytes = file::read(&self.path).map_err(|why| self.error("read", why))?;
        let damaged = || StoreError::Damaged { path: self.path.clone() };
        bytes.map(|b| decode(&b).ok_or_else(damaged)).transpose()
    }

    /// Keeps a grant; gives the file that was written.
    pub fn save(&mut self, grant: &Grant) -> Result<Option<PathBuf>, StoreError> {
        match self.place {
            Place::Memory => {
                self.memory = Some(grant.clone());
                Ok(None)
            }
            Place::File => self.save_file(grant).map(Some),
            Place::Keyring => {
                keyring::write(encode(grant)).map_err(|NoKeyring| StoreError::NoKeyring)?;
                Ok(None)
            }
            Place::KeyringOrFile => match keyring::write(encode(grant)) {
                Ok(()) => {
                    // One grant, in one place: a file would be taken for the newer one.
                    self.remove_file()?;
                    Ok(None)
                }
                Err(NoKeyring) => self.save_file(grant).map(Some),
            },
        }
    }

    fn save_file(&self, grant: &Grant) -> Result<PathBuf, StoreError> {
        file::write(&self.path, &encode(grant)).map_err(|why| self.error("stored", why))?;
        Ok(self.path.clone())
    }

    /// Forgets the grant; true when there was one.
    pub fn forget(&mut self) -> Result<bool, StoreError> {
        let held = self.memory.take().is_some();
        match self.place {
            Place::Memory => Ok(held),
            Place::File => self.remove_file(),
            Place::Keyring => keyring::remove().map_err(|NoKeyring| StoreError::NoKeyring),
            Place::KeyringOrFile => {
                let from_keyring = keyring::remove().unwrap_or(false);
                Ok(self.remove_file()? || from_keyring)
            }
        }
    }

    fn remove_file(&self) -> Result<bool, StoreError> {
        file::remove(&self.path).map_err(|why| self.error("removed", why))
    }

    /// Where it is kept, for people.
    #[must_use]
    pub fn about(&self) -> String {
        let in_file = || format!("in {}", crate::text::clean(&self.path.to_string_lossy()));
        match self.place {
            Place::Memory => "in memory only".to_owned(),
            Place::File => in_file(),
            Place::KeyringOrFile if self.path.exists() => in_file(),
            Place::Keyring | Place::KeyringOrFile => "in the system's keyring".to_owned(),
        }
    }

    fn error(&self, what: &'static str, why: std::io::Error) -> StoreError {
        StoreError::File { path: self.path.clone(), what, why }
    }
}

/// What the keyring holds that is no grant is passed over: a new sign-in replaces it.
fn from_keyring() -> Result<Option<Grant>, StoreError> {
    let bytes = keyring::read().map_err(|NoKeyring| StoreError::NoKeyring)?;
    Ok(bytes.and_then(|b| decode(&b)))
}

fn encode(grant: &Grant) -> Vec<u8> {
    let stored = Stored {
        client_id: grant.client_id.clone(),
        accounts: grant.accounts.clone(),
        access_token: grant.access.reveal().to_owned(),
        expires_at: grant.expires_at,
        refresh_token: grant.refresh.as_ref().map(|r| r.reveal().to_owned()),
        signed_in_at: grant.signed_in_at,
        scopes: grant.scopes.clone(),
    };
    // A struct of texts and numbers is always written.
    serde_json::to_vec(&stored).unwrap_or_default()
}

fn decode(bytes: &[u8]) -> Option<Grant> {
    let stored: Stored = serde_json::from_slice(bytes).ok()?;
    Some(Grant {
        client_id: stored.client_id,
        accounts: stored.accounts,
        access: Secret::new(stored.access_token),
        expires_at: stored.expires_at,
        refresh: stored.refresh_token.map(Secret::new),
        signed_in_at: stored.signed_in_at,
        scopes: stored.scopes,
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_grant_is_kept_found_and_forgotten() {
        let home = tempfile::tempdir().unwrap();
        for place in [Place::File, Place::Memory] {
            let mut store = Store::new(place, home.path());
            assert_eq!(store.load().unwrap(), None);
            assert_eq!(store.save(&sample()).unwrap().is_some(), place == Place::File);
            assert_eq!(store.load().unwrap(), Some(sample()));
            assert!(store.forget().unwrap() && !store.forget().unwrap());
            assert_eq!(store.load().unwrap(), None);
        }
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_damaged_file_is_told_without_quoting_it() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join(FILE), "{\"access_token\": \"secret").unwrap();
        let told = Store::new(Place::File, home.path()).load().unwrap_err().to_string();
        assert!(told.contains("sign in again") && !told.contains("access"), "{told}");
    }
}
