//! The real program against the stand-in, in a fresh home, from sign-in to sign-out: nothing that only the stand-in knew is
//! written anywhere, save the sign-in itself in its one file, and that only where it is wanted.
//!
//! Where `strace` can watch, every write of every process is searched; elsewhere the files that are left, and the test says so.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may fail, and may say why"
)]

#[allow(dead_code, reason = "this test uses a part of it")]
mod program;
mod watch;

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use glasscrate::standin::spotify::{Change, Endpoint, Fault, Scenario, Server, Times};
use portable_pty::CommandBuilder;
use program::Program;
use watch::{Place, Written, secrets_in};

/// The one file that may hold tokens.
const TOKEN_FILE: &str = "spotify-token.json";

/// A person's home, a stand-in, and the program between them.
struct Evening {
    server: Server,
    home: tempfile::TempDir,
    records: tempfile::TempDir,
    watched: bool,
    runs: u32,
}

/// What one run did.
struct Run {
    status: i32,
    stdout: String,
    stderr: String,
    written: Option<Written>,
}

impl Evening {
    fn new(scenario: Scenario) -> Self {
        let watched = watch::is_possible();
        if !watched {
            eprintln!(
                "there is no strace here, or it may not watch: the files that are left are searched instead"
            );
        }
        let folder = || tempfile::tempdir().unwrap();
        let (home, records) = (folder(), folder());
        std::fs::create_dir(home.path().join("tmp")).unwrap();
        Self { server: Server::start(scenario).unwrap(), home, records, watched, runs: 0 }
    }

    /// The environment: this home, this stand-in, and every log as loud as it gets.
    fn environment(&self) -> Vec<(&'static str, OsString)> {
        let home = self.home.path();
        vec![
            ("HOME", home.into()),
            ("TMPDIR", home.join("tmp").into()),
            ("XDG_CONFIG_HOME", home.join("config").into()),
            ("XDG_STATE_HOME", home.join("state").into()),
            ("XDG_CACHE_HOME", home.join("cache").into()),
            ("XDG_DATA_HOME", home.join("data").into()),
            ("RUST_LOG", "trace".into()),
            ("RUST_BACKTRACE", "full".into()),
            ("NO_PROXY", "*".into()),
            ("GLASSCRATE_SPOTIFY_STORE", "file".into()),
            ("GLASSCRATE_SPOTIFY_CLIENT_ID", Scenario::CLIENT_ID.into()),
            ("GLASSCRATE_SPOTIFY_API", self.server.base_api().into()),
            ("GLASSCRATE_SPOTIFY_ACCOUNTS", self.server.base_accounts().into()),
        ]
    }

    /// The words that start the program, and where the record of the run will be.
    fn words(&mut self) -> (Vec<OsString>, PathBuf) {
        self.runs += 1;
        let log = self.records.path().join(format!("{}.strace", self.runs));
        let program = Path::new(env!("CARGO_BIN_EXE_glasscrate"));
        if self.watched { (watch::words(&log, program), log) } else { (vec![program.into()], log) }
    }

    fn written(&self, log: &Path) -> Option<Written> {
        self.watched.then(|| Written::read(log))
    }

    /// Runs the program. When it shows the address of Spotify's page, a browser goes there and wherever that leads.
    fn run(&mut self, arguments: &[&str]) -> Run {
        self.run_into(arguments, Stdio::piped())
    }

    fn run_into(&mut self, arguments: &[&str], out: Stdio) -> Run {
        let (words, log) = self.words();
        let mut child = Command::new(&words[0])
            .args(&words[1..])
            .args(arguments)
            .envs(self.environment())
            .current_dir(self.home.path())
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = child.stdout.take();
        let stdout = std::thread::spawn(move || {
            let mut text = String::new();
            stdout.map(|mut out| out.read_to_string(&mut text).unwrap());
            text
        });
        let page = format!("{}authorize?", self.server.base_accounts());
        let mut stderr = String::new();
        for line in BufReader::new(child.stderr.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some(at) = line.find(&page) {
                browse(line[at..].split_whitespace().next().unwrap());
            }
            stderr.push_str(&line);
            stderr.push('\n');
        }
        let status = child.wait().unwrap().code().unwrap();
        Run { status, stdout: stdout.join().unwrap(), stderr, written: self.written(&log) }
    }

    /// The same, which must succeed and leave nothing.
    fn succeeds(&mut self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.status, 0, "{arguments:?}: {}{}", run.stdout, run.stderr);
        self.assert_nothing_kept(arguments, &run);
        run
    }

    /// The same for a command that shows the person what it will send: its messages may name tracks, but no token.
    fn sends(&mut self, arguments: &[&str]) {
        let run = self.run(arguments);
        assert_eq!(run.status, 0, "{arguments:?}: {}{}", run.stdout, run.stderr);
        assert_eq!(secrets_in(run.stderr.as_bytes(), &self.server.tokens()), [""; 0], "{}", run.stderr);
        self.assert_nothing_kept(arguments, &Run { stderr: String::new(), ..run });
    }

    /// Nothing of the stand-in's is in messages, in what was written, or on the disk, save tokens in their file.
    fn assert_nothing_kept(&self, what: &[&str], run: &Run) {
        let secrets = self.server.secrets();
        assert_eq!(secrets_in(run.stderr.as_bytes(), &secrets), [""; 0], "{what:?} told\n{}", run.stderr);
        if let Some(written) = &run.written {
            self.assert_written(what, written);
        }
        self.assert_disk(what);
    }

    fn assert_written(&self, what: &[&str], written: &Written) {
        for place in written.places() {
            match place {
                Place::Network(ends) => {
                    assert!(ends.contains("->127.0.0.1:") || !ends.contains("->"), "{what:?}: {ends}");
                }
                Place::Unseen(call) => panic!("{what:?}: {call}"),
                Place::File(_) | Place::Terminal | Place::Pipe | Place::Name(_) => {}
            }
        }
        let stays = |place: &Place| matches!(place, Place::File(_) | Place::Name(_));
        let tokens = self.server.tokens();
        for (place, secret) in written.holds(&self.server.secrets(), stays) {
            let in_token_file = matches!(&place, Place::File(path) if is_token_file(Path::new(path)));
            assert!(in_token_file && tokens.iter().any(|t| t == secret), "{what:?}: {secret} to {place:?}");
        }
    }

    /// Searches every file and every name in the home.
    fn assert_disk(&self, what: &[&str]) {
        let (secrets, tokens) = (self.server.secrets(), self.server.tokens());
        for path in self.files() {
            let name = path.to_string_lossy().into_owned();
            assert_eq!(secrets_in(name.as_bytes(), &secrets), [""; 0], "{what:?}: {name}");
            for secret in secrets_in(&std::fs::read(&path).unwrap(), &secrets) {
                assert!(
                    is_token_file(&path) && tokens.iter().any(|t| t == secret),
                    "{what:?}: {secret} in {name}"
                );
            }
        }
    }

    /// Every file in the home.
    fn files(&self) -> Vec<PathBuf> {
        let entries = walkdir::WalkDir::new(self.home.path()).into_iter().map(Result::unwrap);
        entries.filter(|e| e.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
    }

    /// How often something was asked for and answered.
    fn answered(&self, endpoint: Endpoint) -> usize {
        let requests = self.server.requests();
        requests.iter().filter(|r| r.endpoint == endpoint && (200..400).contains(&r.status)).count()
    }
}

/// The file of tokens, or the one beside it that is moved to its place.
fn is_token_file(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name == TOKEN_FILE || (name.starts_with("spotify-token.") && name.ends_with(".new"))
}

/// What a browser does: asks for the page, and goes where it is sent.
fn browse(url: &str) {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None);
    let agent: ureq::Agent = config.build().into();
    let answer = agent.get(url).call().unwrap();
    let back = answer.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(agent.get(&back).call().unwrap().status(), 200);
}

/// Signs in for everything and agrees to what is asked.
fn signed_in(scenario: Scenario) -> Evening {
    let mut evening = Evening::new(scenario);
    evening.succeeds(&[
        "spotify",
        "login",
        "--no-browser",
        "--for",
        "liked",
        "--for",
        "playlists",
        "--for",
        "playlist",
    ]);
    evening.succeeds(&["policy", "agree", "analysis", "--yes"]);
    evening
}

#[test]
fn an_evening_leaves_nothing_but_the_sign_in() {
    let scenario = Scenario::new().blemish(Endpoint::RecentlyPlayed, 3, "", Change::Null).blemish(
        Endpoint::RecentlyPlayed,
        8,
        "/track/name",
        Change::Null,
    );
    let mut evening = signed_in(scenario);
    assert!(evening.files().iter().any(|f| is_token_file(f)), "{:?}", evening.files());
    let recommended = evening.succeeds(&["recommend", "--history", "spotify:", "-n", "5"]);
    assert_eq!(recommended.stdout.lines().count(), 5, "{}", recommended.stdout);
    if let Some(written) = &recommended.written {
        // The search does find what is written: here, what the stand-in was asked with.
        assert!(!written.holds(&evening.server.tokens(), |p| matches!(p, Place::Network(_))).is_empty());
    }
    evening.succeeds(&["recommend", "--history", "spotify:top", "--format", "json"]);
    evening.succeeds(&["explain", "Protection", "--history", "spotify:"]);
    evening.succeeds(&["history", "spotify:", "spotify:liked", "spotify:playlists"]);
    evening.sends(&["spotify", "playlist", "Found", "--history", "spotify:", "-n", "3", "--yes"]);
    evening.succeeds(&["spotify", "status"]);
    for endpoint in [
        Endpoint::RecentlyPlayed,
        Endpoint::TopTracks,
        Endpoint::LikedTracks,
        Endpoint::PlaylistItems,
        Endpoint::Search,
        Endpoint::CreatePlaylist,
    ] {
        assert!(evening.answered(endpoint) > 0, "{endpoint:?} was never asked");
    }
    evening.succeeds(&["spotify", "disconnect"]);
    assert!(evening.files().iter().all(|f| !is_token_file(f)), "{:?}", evening.files());
    for path in evening.files() {
        let found = secrets_in(&std::fs::read(&path).unwrap(), &evening.server.tokens()).len();
        assert_eq!(found, 0, "{} still has tokens", path.display());
    }
}

#[test]
fn a_sign_in_for_one_run_leaves_nothing_at_all() {
    let mut evening = Evening::new(Scenario::new());
    evening.succeeds(&["policy", "agree", "analysis", "--yes"]);
    let before = evening.files();
    let run = evening.succeeds(&["recommend", "--history", "spotify:", "--no-store"]);
    assert!(evening.answered(Endpoint::RecentlyPlayed) > 0);
    assert_eq!(evening.files(), before);
    if let Some(written) = run.written {
        assert_eq!(written.files(), Vec::<&str>::new());
    }
}

#[test]
fn plays_are_not_written_into_a_file_by_way_of_the_shell() {
    let mut evening = signed_in(Scenario::new());
    for arguments in [
        &["recommend", "--history", "spotify:", "--format", "json"][..],
        &["explain", "Protection", "--history", "spotify:"],
        &["history", "spotify:"],
    ] {
        let out = File::create(evening.home.path().join("out")).unwrap();
        let run = evening.run_into(arguments, out.into());
        assert_eq!(run.status, 3, "{arguments:?}: {}", run.stderr);
        evening.assert_nothing_kept(arguments, &run);
    }
    assert_eq!(evening.answered(Endpoint::RecentlyPlayed), 0);
}

#[test]
fn a_run_that_fails_tells_nothing_and_leaves_nothing() {
    for fault in
        [Fault::CutJson, Fault::Html, Fault::ClosedMidBody, Fault::TooMany { retry_after: Some(74_214) }]
    {
        let mut evening =
            signed_in(Scenario::new().fault(Endpoint::RecentlyPlayed, Times::Always, fault.clone()));
        let arguments = ["recommend", "--history", "spotify:"];
        let run = evening.run(&arguments);
        assert_eq!(run.status, 1, "{fault:?}: {}{}", run.stdout, run.stderr);
        assert_eq!(secrets_in(run.stdout.as_bytes(), &evening.server.secrets()), [""; 0]);
        evening.assert_nothing_kept(&arguments, &run);
    }
}

#[test]
fn the_interface_leaves_nothing() {
    let mut evening = signed_in(Scenario::new());
    let (mut words, log) = evening.words();
    words.extend(["--history", "spotify:"].map(OsString::from));
    let mut command = CommandBuilder::from_argv(words);
    command.env_remove("NO_COLOR");
    command.cwd(evening.home.path());
    for (name, value) in evening.environment() {
        command.env(name, value);
    }
    let mut interface = Program::of(command, 140, 40);
    interface.wait_ready();
    interface.wait_for("Zylthorpe Lantern");
    interface.send("jj?");
    interface.wait_for("take the last change back");
    interface.send("q");
    interface.wait_gone("take the last change back");
    interface.send("q");
    let (success, _) = interface.end();
    assert!(success);
    let what = ["the interface"];
    if let Some(written) = evening.written(&log) {
        // The person did see what was played.
        let secrets = evening.server.secrets();
        let seen = written.holds(&secrets, |p| matches!(p, Place::Terminal));
        assert!(seen.iter().any(|(_, s)| *s == "Zylthorpe Lantern"), "{seen:?}");
        evening.assert_written(&what, &written);
    }
    evening.assert_disk(&what);
}
