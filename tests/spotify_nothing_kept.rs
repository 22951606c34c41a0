//! Nothing of Spotify stays on disk: the program runs through everything that a person would do, under the eyes of the kernel, and
//! whatever it wrote anywhere is searched for all that only the stand-in knew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may fail, and says how it looked"
)]

#[path = "spotify/person.rs"]
mod person;
mod program;
mod strace;
mod support;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use glasscrate::standin::spotify::{Endpoint, Fault, Scenario, Times};
use person::{Person, browse};
use portable_pty::CommandBuilder;
use program::Program;
use tempfile::TempDir;

/// How writes are seen.
struct Watch {
    folder: TempDir,
    kernel: bool,
}

impl Watch {
    fn new() -> Self {
        let kernel = strace::available();
        eprintln!(
            "writes are seen {}",
            if kernel {
                "by the kernel (strace)"
            } else {
                "by reading every file afterwards: strace is not there"
            }
        );
        Self { folder: TempDir::new().unwrap(), kernel }
    }

    fn of(&self, command: Command) -> Command {
        if self.kernel { strace::watched(&command, self.folder.path()) } else { command }
    }

    fn in_terminal(&self, person: &Person, args: &[&str]) -> Program {
        let own = person.command(args);
        let mut line: Vec<String> = Vec::new();
        if self.kernel {
            line.push("strace".into());
            line.extend(strace::watching(self.folder.path()));
        }
        line.push(own.get_program().to_str().unwrap().to_owned());
        line.extend(own.get_args().map(|a| a.to_str().unwrap().to_owned()));
        let mut command = CommandBuilder::new(&line[0]);
        command.args(&line[1..]);
        command.env_clear();
        for (name, value) in own.get_envs() {
            command.env(name, value.unwrap());
        }
        Program::of(command, 120, 40)
    }
}

fn end(command: &mut Command) -> (i32, String) {
    let out = command.output().unwrap();
    let said = [out.stdout, out.stderr].concat();
    (out.status.code().unwrap(), String::from_utf8_lossy(&said).into_owned())
}

/// Everything that a person would do, from the first sign-in to the last key.
fn a_whole_evening(person: &Person, watch: &Watch) {
    let waiting =
        person.begin_as(&["--for", "liked", "--for", "playlists", "--for", "playlist"], |c| watch.of(c));
    browse(&waiting.page);
    assert_eq!(waiting.end().code, 0);
    for (args, code) in [
        (&["policy", "agree", "analysis", "--yes"][..], 0),
        (&["spotify", "status"], 0),
        (&["history", "spotify:", "--all"], 0),
        (&["history", "spotify:playlists", "--format", "json", "--all"], 0),
        (&["recommend", "--history", "spotify:", "--history", "spotify:top", "--ledger"], 0),
        (&["recommend", "--history", "spotify:liked", "--format", "json"], 0),
        (&["explain", "--history", "spotify:", "Angel", "--all"], 0),
        (&["explain", "--history", "spotify:", "no such track at all"], 1),
        (&["spotify", "playlist", "Found", "--history", "spotify:", "-n", "20", "--heard", "--yes"], 0),
    ] {
        let (ended, said) = end(&mut watch.of(person.command(args)));
        assert_eq!(ended, code, "{args:?}: {said}");
    }
    let mut interface = watch.in_terminal(person, &["--history", "spotify:", "--history", "spotify:liked"]);
    interface.wait_ready();
    interface.send("jjk\tjj?");
    interface.wait_quiet();
    interface.send("\u{1b}q");
    interface.end();
}

/// What only the stand-in knew, but for words that any pack may have.
fn secrets(person: &Person) -> Vec<String> {
    let secrets = person.server.secrets();
    assert!(secrets.len() > 100, "the stand-in made up next to nothing");
    secrets
}

#[test]
fn only_the_sign_in_is_written_and_nothing_of_what_was_heard() {
    let person = Person::new(Scenario::new());
    let watch = Watch::new();
    a_whole_evening(&person, &watch);
    let (secrets, tokens) = (secrets(&person), person.server.tokens());
    let kept = person.token_file();
    let statements = person.home.path().join(".config/glasscrate/statements.toml");
    for (path, bytes) in person.files() {
        assert!(path == kept || path == statements, "{} was left", path.display());
        for secret in &secrets {
            let there = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
            assert!(!there || (path == kept && tokens.contains(secret)), "{secret} in {}", path.display());
        }
    }
    if !watch.kernel {
        return;
    }
    let seen = strace::seen(watch.folder.path());
    assert!(seen.blind.is_empty(), "{:?}", seen.blind);
    let may_be_written = |path: &str| {
        let path = Path::new(path);
        let folder = |file: &Path| file.parent().map(Path::to_owned);
        let beside = folder(path) == folder(&kept) && path.to_str().unwrap().contains("spotify-token");
        beside || folder(path) == folder(&statements)
    };
    for path in seen.opened.iter().chain(seen.written.keys()) {
        assert!(may_be_written(path), "{path} was opened for writing");
    }
    assert!(!seen.written.is_empty(), "not even the tokens were seen: the watch is blind");
    for secret in &secrets {
        let places = seen.places_of(secret);
        if tokens.contains(secret) {
            assert!(places.iter().all(|p| p.contains("spotify-token")), "{secret} in {places:?}");
        } else {
            assert!(places.is_empty(), "{secret} in {places:?}");
        }
    }
}

#[test]
fn without_a_store_not_even_the_sign_in_is_written() {
    let person = Person::new(Scenario::new());
    person.agree();
    let before = person.files();
    let watch = Watch::new();
    let command = person.command(&["recommend", "--history", "spotify:", "--no-store"]);
    let run = person::through_browser(watch.of(command));
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(person.files(), before);
    if watch.kernel {
        let seen = strace::seen(watch.folder.path());
        assert!(seen.blind.is_empty() && seen.opened.is_empty() && seen.written.is_empty(), "{seen:?}");
    }
}

#[test]
fn no_image_of_the_memory_is_left_by_a_crash() {
    let fault = Fault::Hangs;
    let person = Person::signed_in(Scenario::new().fault(Endpoint::RecentlyPlayed, Times::Always, fault));
    let mut command = person.command(&["history", "spotify:"]);
    let mut child = command.current_dir(person.home.path()).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while !person.server.requests().iter().any(|r| r.endpoint == Endpoint::RecentlyPlayed) {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing was asked");
        std::thread::sleep(Duration::from_millis(10));
    }
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id()));
    let id = rustix::process::Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::ABORT).unwrap();
    assert!(!child.wait().unwrap().success());
    if let Ok(limits) = limits {
        let core = limits.lines().find(|l| l.starts_with("Max core file size")).unwrap();
        assert!(core.split_whitespace().nth(4) == Some("0"), "{core}");
    }
    let left: Vec<_> = person.files().into_iter().map(|(path, _)| path).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn the_watch_sees_what_is_written() {
    if !strace::available() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let into = TempDir::new().unwrap();
    let path = folder.path().join("a");
    let mut command = Command::new("/bin/sh");
    let script = format!("printf 'Ängs\"vyrdling\\n' > {0}; mv {0} {0}-Псевдолуния", path.display());
    command.args(["-c", &script]).env("PATH", "/usr/bin:/bin");
    assert!(strace::watched(&command, into.path()).status().unwrap().success());
    let seen = strace::seen(into.path());
    assert_eq!(seen.places_of("Ängs\"vyrdling"), [path.to_str().unwrap()]);
    assert_eq!(seen.places_of("Псевдолуния"), ["a name"]);
    assert!(seen.opened.contains(path.to_str().unwrap()));
}
