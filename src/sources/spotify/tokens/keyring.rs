//! The keyring of the system: Secret Service on Linux, Keychain on macOS.

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use keyring::Error;
use keyring::v1::Entry;

/// The names that the entry is kept under.
const SERVICE: &str = env!("CARGO_PKG_NAME");
const USER: &str = "spotify";

/// A keyring may ask the person for its password. One that takes longer is taken for none.
const PATIENCE: Duration = Duration::from_secs(60);

/// There is no keyring, or it does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoKeyring;

/// The bytes that were kept.
pub(super) fn read() -> Result<Option<Vec<u8>>, NoKeyring> {
    aside(|entry| match entry.get_secret() {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Error::NoEntry) => Ok(None),
        Err(_) => Err(NoKeyring),
    })
}

/// Keeps bytes in the place of what was kept.
pub(super) fn write(bytes: Vec<u8>) -> Result<(), NoKeyring> {
    aside(move |entry| entry.set_secret(&bytes).map_err(|_| NoKeyring))
}

/// Forgets what was kept; true when something was.
pub(super) fn remove() -> Result<bool, NoKeyring> {
    aside(|entry| match entry.delete_credential() {
        Ok(()) => Ok(true),
        Err(Error::NoEntry) => Ok(false),
        Err(_) => Err(NoKeyring),
    })
}

/// Uses the entry in a thread of its own: the caller may stand in an asynchronous runtime, which must not be blocked by another, and
/// must not wait for ever.
fn aside<T: Send + 'static>(
    work: impl FnOnce(&Entry) -> Result<T, NoKeyring> + Send + 'static,
) -> Result<T, NoKeyring> {
    let (done, result) = channel();
    let run = move || {
        let did = Entry::new(SERVICE, USER).map_err(|_| NoKeyring).and_then(|entry| work(&entry));
        // Nobody waits any longer.
        let _ = done.send(did);
    };
    thread::Builder::new().name("keyring".to_owned()).spawn(run).map_err(|_| NoKeyring)?;
    result.recv_timeout(PATIENCE).unwrap_or(Err(NoKeyring))
}
