//! What the tests of the program share: running it, and making small files for it.

#![allow(dead_code, unreachable_pub, reason = "each test file uses what it needs")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failed test may end so")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

/// What a run gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The answer as JSON.
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap()
    }
}

/// The program, with nothing of this machine's environment that changes its answers.
pub fn program() -> Command {
    let mut command = Command::cargo_bin("glasscrate").unwrap();
    command.env_remove("NO_COLOR").env_remove("COLUMNS").env("TERM", "xterm-256color");
    // Choices that the person of this machine keeps are not for tests.
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-config"));
    command
}

/// Runs the program.
pub fn run(args: &[&str]) -> Run {
    run_with(args, "")
}

/// Runs the program with something on its standard input.
pub fn run_with(args: &[&str], input: &str) -> Run {
    finish(program().args(args).write_stdin(input.to_owned()))
}

/// Runs a prepared command.
pub fn finish(command: &mut Command) -> Run {
    let out = command.output().unwrap();
    let text = |b: Vec<u8>| String::from_utf8(b).unwrap();
    Run { code: out.status.code().expect("ended by a signal"), out: text(out.stdout), err: text(out.stderr) }
}

/// Writes a file into a folder and gives its path as text.
pub fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    shown(&path)
}

/// A path as text.
pub fn shown(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// Lists of a small world: four tracks by three artists that stand together, one that stands alone, and two namesakes.
pub const LISTS: &str = "\
list_id,list_name,date,position,artist,title,isrc,year,tags
1,Night,2021-05-01,1,Portishead,Roads,GBAAA9400001,1994,trip-hop
1,Night,2021-05-01,2,Massive Attack,Teardrop,,1998,trip-hop
1,Night,2021-05-01,3,Tricky,Hell Is Round the Corner,,1995,trip-hop
2,Rain,,1,Portishead,Roads,,,
2,Rain,,2,Massive Attack,Teardrop,,,
2,Rain,,3,Portishead,Glory Box,,1994,trip-hop
3,Alone,,1,Moondog,Bird's Lament,,1969,
3,Alone,,2,Moondog,Enough About Human Rights,,1971,
4,Namesakes,,1,Nina Simone,Sinnerman,,1965,
4,Namesakes,,2,Peter Tosh,Sinnerman,,1965,
";

/// Builds a pack of [`LISTS`] in a folder and gives its path.
pub fn small_pack(folder: &Path) -> PathBuf {
    let lists = file(folder, "lists.csv", LISTS);
    let pack = folder.join("small.pack");
    let made =
        run(&["pack", "build", "--from", "csv", &lists, "--out", &shown(&pack), "--licence", "CC0-1.0"]);
    assert_eq!(made.code, 0, "{}", made.err);
    pack
}

/// A history of three listens, one of which the small pack does not know.
pub const LISTENS: &str = "\
played_at,artist,title
2024-03-01T20:00:00Z,Massive Attack,Teardrop
2024-03-01T19:00:00Z,Portishead,Glory Box (Live)
2024-02-01T19:00:00Z,Nobody Known,Nothing
";

/// The files of a folder by name, with their bytes.
pub fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .map(|p| (p.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&p).unwrap()))
        .collect();
    all.sort();
    all
}
