//! The adapter itself: what a program that uses it sees, stops, and never finds in a log.

use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant, UNIX_EPOCH};

use glasscrate::history::SourceKind;
use glasscrate::sources::spotify::{Account, Endpoints, Place, Scope, Shelf, Store, Way};
use glasscrate::sources::{Progress, Quiet, Reading, Remote, SourceError, SourceSpec, read_through};
use glasscrate::standin::spotify::{Endpoint, Fault, Scenario, Server, Times};

use crate::person::browse;

fn now() -> i64 {
    i64::try_from(UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap()
}

/// An account of the stand-in, signed in, its tokens in memory.
fn account(server: &Server) -> Account {
    let endpoints = Endpoints::new(Some(&server.base_api()), Some(&server.base_accounts())).unwrap();
    let store = Store::new(Place::Memory, std::path::Path::new("/nowhere"));
    let mut account = Account::new(endpoints, store, now);
    let tell = |page: &str| {
        let page = page.to_owned();
        thread::spawn(move || browse(&page));
    };
    let way = Way::Browser { port: 0, minutes: 1 };
    account.sign_in(Scenario::CLIENT_ID, &Scope::ALL, way, &tell, &Quiet).unwrap();
    account
}

fn read(account: &mut Account, shelf: Shelf, progress: &dyn Progress) -> Result<Reading, SourceError> {
    read_through(&[SourceSpec::Spotify(shelf)], now(), progress, &mut Remote::Spotify(account))
}

#[test]
fn every_listen_is_marked_with_where_it_came_from() {
    let server = Server::start(Scenario::new()).unwrap();
    let mut account = account(&server);
    for shelf in Shelf::ALL {
        let reading = read(&mut account, shelf, &Quiet).unwrap();
        assert!(!reading.history.is_empty(), "{shelf:?}");
        assert!(reading.history.sources().iter().all(|s| s.kind == SourceKind::SpotifyApi));
    }
    let nobody = read_through(&[SourceSpec::Spotify(Shelf::Recent)], now(), &Quiet, &mut Remote::Nobody);
    assert!(matches!(nobody, Err(SourceError::Spotify(_))));
}

/// Stops after a moment.
struct Stops(Instant);

impl Progress for Stops {
    fn at(&self, _: &'static str, _: u64, _: Option<u64>) {}

    fn cancelled(&self) -> bool {
        self.0.elapsed() > Duration::from_millis(300)
    }
}

#[test]
fn asking_can_be_stopped_at_any_moment() {
    for fault in [Fault::Hangs, Fault::TooMany { retry_after: Some(20) }, Fault::Slow(Duration::from_secs(8))]
    {
        let scenario = Scenario::new().fault(Endpoint::RecentlyPlayed, Times::Always, fault.clone());
        let server = Server::start(scenario).unwrap();
        let mut account = account(&server);
        let begun = Instant::now();
        let stopped = read(&mut account, Shelf::Recent, &Stops(begun));
        assert!(matches!(stopped, Err(SourceError::Cancelled)), "{fault:?}");
        assert!(begun.elapsed() < Duration::from_secs(2), "{fault:?}");
        let (requests, _) = account.take_ledger();
        assert!(!requests.is_empty(), "what was asked is entered, whatever comes of it");
    }
}

static LOGGED: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Ear;

impl log::Log for Ear {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        LOGGED.lock().unwrap().push(record.args().to_string());
    }

    fn flush(&self) {}
}

#[test]
fn no_library_logs_anything_at_any_level() {
    log::set_logger(&Ear).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    // The ear does hear what is said to it.
    log::logger().log(&log::Record::builder().args(format_args!("heard")).level(log::Level::Info).build());
    let server = Server::start(Scenario::new().token_life(1)).unwrap();
    let mut account = account(&server);
    read(&mut account, Shelf::Recent, &Quiet).unwrap();
    let logged = LOGGED.lock().unwrap();
    assert_eq!(*logged, ["heard"]);
}
