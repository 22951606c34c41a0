//! Which account, where, and where its tokens are kept: from the environment, then from `spotify.toml`, then as usual.

use std::env;
use std::fs;
use std::io::ErrorKind;

use anyhow::{Context as _, anyhow};
use serde::Deserialize;

use crate::sources::spotify::{Account, Endpoints, Place, Store};

use super::super::console::Console;
use super::super::context::now;
use super::super::failure::Failure;
use super::super::folders;

/// The name of the file in the program's folder.
const FILE: &str = "spotify.toml";

/// What can be set. Every field also has a variable: `GLASSCRATE_SPOTIFY_` and its name in capitals.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// The client id of the person's app.
    pub(super) client_id: Option<String>,
    /// The port of the redirect, where the app's registration names one.
    pub(super) port: Option<u16>,
    /// `auto`, `keyring`, `file` or `none`.
    store: Option<String>,
    /// Another address of the Web API.
    api: Option<String>,
    /// Another address of the accounts service.
    accounts: Option<String>,
}

impl Settings {
    /// Reads both.
    pub(super) fn read() -> Result<Self, Failure> {
        let file = Self::file()?;
        let set =
            |name: &str| env::var(format!("GLASSCRATE_SPOTIFY_{name}")).ok().filter(|v| !v.trim().is_empty());
        let port = set("PORT").map(|p| p.parse()).transpose();
        let port = port.map_err(|_| Failure::wrong_use(anyhow!("GLASSCRATE_SPOTIFY_PORT is no port")))?;
        Ok(Self {
            client_id: set("CLIENT_ID").or(file.client_id),
            port: port.or(file.port),
            store: set("STORE").or(file.store),
            api: set("API").or(file.api),
            accounts: set("ACCOUNTS").or(file.accounts),
        })
    }

    fn file() -> anyhow::Result<Self> {
        let path = folders::config()?.join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => {
                let read = toml::from_str(&text).map_err(|e: toml::de::Error| anyhow!("{}", e.message()));
                read.with_context(|| format!("{}: cannot be read", path.display()))
            }
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(e) => Err(anyhow!("{}: cannot be read: {e}", path.display())),
        }
    }

    /// Where tokens are kept.
    fn place(&self, no_store: bool) -> Result<Place, Failure> {
        match (no_store, self.store.as_deref()) {
            (true, _) | (false, Some("none")) => Ok(Place::Memory),
            (false, None | Some("auto")) => Ok(Place::KeyringOrFile),
            (false, Some("keyring")) => Ok(Place::Keyring),
            (false, Some("file")) => Ok(Place::File),
            (false, Some(other)) => Err(Failure::wrong_use(anyhow!(
                "store = {other:?}: tokens are kept in the `keyring`, in a `file`, or by `none`"
            ))),
        }
    }
}

/// The account that is set. Asks nobody.
pub(in crate::cli) fn account(console: &Console, no_store: bool) -> Result<Account, Failure> {
    if console.offline {
        return Err(anyhow::Error::new(crate::sources::Trouble::Offline).into());
    }
    stored_account(no_store)
}

/// The same where nothing will be asked.
pub(super) fn stored_account(no_store: bool) -> Result<Account, Failure> {
    leave_no_image();
    let settings = Settings::read()?;
    let endpoints = Endpoints::new(settings.api.as_deref(), settings.accounts.as_deref());
    let endpoints = endpoints.map_err(|e| Failure::wrong_use(anyhow::Error::new(e)))?;
    let store = Store::new(settings.place(no_store)?, &folders::state()?);
    Ok(Account::new(endpoints, store, now))
}

/// What the system writes of a process that crashes holds its memory, tokens and plays included: it is not to write it.
fn leave_no_image() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Where it is not allowed to lower a limit there is none to lower.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        // A collector of crashes that the kernel feeds through a pipe heeds no limit, but this.
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
