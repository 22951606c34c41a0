//! A person with a home of their own, a browser, and a stand-in for Spotify.

#![allow(dead_code, unreachable_pub, reason = "each test file uses what it needs")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use glasscrate::standin::spotify::{Scenario, Server};
use tempfile::TempDir;

use crate::support::Run;

/// A person, and what they have.
pub struct Person {
    pub home: TempDir,
    pub server: Server,
}

/// A sign-in that waits for its answer.
pub struct Waiting {
    child: Child,
    errors: BufReader<std::process::ChildStderr>,
    said: String,
    /// The address of the page.
    pub page: String,
}

impl Person {
    /// Somebody new.
    pub fn new(scenario: Scenario) -> Self {
        Self { home: TempDir::new().unwrap(), server: Server::start(scenario).unwrap() }
    }

    /// Somebody who is signed in, and agreed to be scored.
    pub fn signed_in(scenario: Scenario) -> Self {
        let person = Self::new(scenario);
        person.sign_in(&[]);
        person.agree();
        person
    }

    /// The program in this person's home, talking to this person's stand-in.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_glasscrate"));
        command
            .args(args)
            .env_clear()
            .env("HOME", self.home.path())
            .env("PATH", "/usr/bin:/bin")
            .env("TMPDIR", self.home.path())
            .env("NO_PROXY", "127.0.0.1")
            .env("GLASSCRATE_SPOTIFY_API", self.server.base_api())
            .env("GLASSCRATE_SPOTIFY_ACCOUNTS", self.server.base_accounts())
            .env("GLASSCRATE_SPOTIFY_STORE", "file")
            .env("GLASSCRATE_SPOTIFY_CLIENT_ID", Scenario::CLIENT_ID)
            .stdin(Stdio::null());
        command
    }

    /// Runs the program.
    pub fn run(&self, args: &[&str]) -> Run {
        run(&mut self.command(args))
    }

    /// Begins a sign-in, and waits until it shows the page.
    pub fn begin(&self, args: &[&str]) -> Waiting {
        self.begin_as(args, |command| command)
    }

    /// The same, with the program changed before it starts.
    pub fn begin_as(&self, args: &[&str], change: impl FnOnce(Command) -> Command) -> Waiting {
        let mut command = self.command(&["spotify", "login", "--no-browser"]);
        command.args(args);
        Waiting::of(change(command))
    }

    /// Signs in with a browser that agrees.
    pub fn sign_in(&self, args: &[&str]) -> Run {
        let waiting = self.begin(args);
        browse(&waiting.page);
        let run = waiting.end();
        assert_eq!(run.code, 0, "{}", run.err);
        run
    }

    /// Agrees to be scored.
    pub fn agree(&self) {
        let run = self.run(&["policy", "agree", "analysis", "--yes"]);
        assert_eq!(run.code, 0, "{}", run.err);
    }

    /// Every file below the home, with what is in it.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut all = Vec::new();
        collect(self.home.path(), &mut all);
        all
    }

    /// The file with the tokens.
    pub fn token_file(&self) -> PathBuf {
        self.home.path().join(".local/state/glasscrate/spotify-token.json")
    }
}

impl Waiting {
    /// Starts a program that signs in, and waits until it shows the page.
    fn of(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        let page = loop {
            let mut line = String::new();
            assert_ne!(errors.read_line(&mut line).unwrap(), 0, "no page was shown: {said}");
            said.push_str(&line);
            if line.starts_with("  http") {
                break line.trim().to_owned();
            }
        };
        Self { child, errors, said, page }
    }

    /// Pastes something.
    pub fn paste(&mut self, text: &str) {
        let input = self.child.stdin.as_mut().unwrap();
        writeln!(input, "{text}").unwrap();
    }

    /// Stops it.
    pub fn stop(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for the end.
    pub fn end(mut self) -> Run {
        drop(self.child.stdin.take());
        self.errors.read_to_string(&mut self.said).unwrap();
        let mut out = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        Run { code: self.child.wait().unwrap().code().unwrap(), out, err: self.said }
    }
}

/// Runs a program that signs in on its way, with a browser that agrees.
pub fn through_browser(command: Command) -> Run {
    let waiting = Waiting::of(command);
    browse(&waiting.page);
    waiting.end()
}

/// Opens a page and follows where it leads; gives what is shown in the end.
pub fn browse(page: &str) -> String {
    ureq::get(page).call().unwrap().body_mut().read_to_string().unwrap()
}

/// Opens a page, and gives the address that it leads to.
pub fn led_to(page: &str) -> String {
    let agent: ureq::Agent = ureq::Agent::config_builder().max_redirects(0).build().into();
    let answer = agent.get(page).call().unwrap();
    answer.headers()["location"].to_str().unwrap().to_owned()
}

/// Runs a prepared command.
pub fn run(command: &mut Command) -> Run {
    let out = command.output().unwrap();
    let text = |b: Vec<u8>| String::from_utf8(b).unwrap();
    Run { code: out.status.code().expect("ended by a signal"), out: text(out.stdout), err: text(out.stderr) }
}

fn collect(folder: &Path, into: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            let bytes = fs::read(&path).unwrap();
            into.push((path, bytes));
        }
    }
}
