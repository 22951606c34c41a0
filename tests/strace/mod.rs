//! What a program writes, as the kernel sees it: every write to a file, every file opened for writing, by any thread or child.

#![allow(dead_code, unreachable_pub, reason = "each test file uses what it needs")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The calls by which something can get into a file, or get a name.
const CALLS: &str = "trace=write,pwrite64,writev,pwritev,pwritev2,open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,\
symlink,symlinkat,mkdir,mkdirat,mknod,mknodat,setxattr,fsetxattr,lsetxattr,mmap,sendfile,copy_file_range,splice,io_uring_setup";

/// What was seen.
#[derive(Debug, Default)]
pub struct Seen {
    /// All bytes written to each file, in the order of each thread.
    pub written: BTreeMap<String, Vec<u8>>,
    /// Every file opened so that it could be written.
    pub opened: BTreeSet<String>,
    /// Every name that was given to something.
    pub names: Vec<u8>,
    /// Calls that put something into a file without showing what.
    pub blind: Vec<String>,
}

/// Whether programs can be watched here.
pub fn available() -> bool {
    let mut probe = Command::new("strace");
    let probe = probe.args(["-f", "-o", "/dev/null", "true"]).stdout(Stdio::null()).stderr(Stdio::null());
    probe.status().is_ok_and(|s| s.success())
}

/// The arguments of `strace` that stand before a program and its arguments. What is seen goes into a folder.
pub fn watching(into: &Path) -> Vec<String> {
    let prefix = into.join("seen").to_str().unwrap().to_owned();
    let fixed = ["-ff", "-qq", "-y", "-s", "4194304", "-e", CALLS, "-e", "signal=none", "-o"];
    fixed.map(str::to_owned).into_iter().chain([prefix]).collect()
}

/// The same program, watched. Environment and working folder stay.
pub fn watched(command: &Command, into: &Path) -> Command {
    let mut outer = Command::new("strace");
    outer.args(watching(into)).arg(command.get_program()).args(command.get_args());
    outer.env_clear();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            outer.env(name, value);
        }
    }
    outer
}

/// Reads what was seen of all programs watched into this folder.
pub fn seen(folder: &Path) -> Seen {
    let mut all = Seen::default();
    for entry in fs::read_dir(folder).unwrap() {
        for line in fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            all.take(line);
        }
    }
    all
}

impl Seen {
    fn take(&mut self, line: &str) {
        let Some((call, rest)) = line.split_once('(') else { return };
        match call {
            "write" | "pwrite64" | "writev" | "pwritev" | "pwritev2" => {
                if let Some(path) = first_path(rest).filter(|p| is_file(p)) {
                    self.written.entry(path).or_default().extend(texts(rest));
                }
            }
            "mmap" => {
                if rest.contains("PROT_WRITE")
                    && rest.contains("MAP_SHARED")
                    && !rest.contains("MAP_ANONYMOUS")
                {
                    self.blind.push(line.to_owned());
                }
            }
            "sendfile" | "copy_file_range" | "splice" | "io_uring_setup" => self.blind.push(line.to_owned()),
            "open" | "openat" | "openat2" | "creat" => {
                let writes =
                    call == "creat" || ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|f| rest.contains(f));
                if writes {
                    self.names.extend(texts(rest));
                    let opened = rest.rsplit_once(" = ").and_then(|(_, result)| first_path(result));
                    self.opened.extend(opened.filter(|p| is_file(p)));
                }
            }
            _ => self.names.extend(texts(rest)),
        }
    }

    /// Where a text was written to; as a name of something it counts too.
    pub fn places_of(&self, text: &str) -> Vec<&str> {
        let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|w| w == text.as_bytes());
        let files = self.written.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path.as_str());
        let names = holds(&self.names).then_some("a name");
        files.chain(names).collect()
    }
}

/// The path in the first `<…>`, as in `3</home/a>`.
fn first_path(text: &str) -> Option<String> {
    let from = text.find('<')? + 1;
    let to = text[from..].find('>')? + from;
    Some(text[from..to].to_owned())
}

/// Pipes, sockets and terminals are no files.
fn is_file(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("/dev/") && !path.starts_with("/memfd:")
}

/// All quoted texts of a line, with the escapes of C undone.
fn texts(line: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = line.bytes().peekable();
    let mut inside = false;
    while let Some(b) = bytes.next() {
        match (inside, b) {
            (_, b'"') => inside = !inside,
            (true, b'\\') => match bytes.next() {
                Some(b'n') => out.push(b'\n'),
                Some(b't') => out.push(b'\t'),
                Some(b'r') => out.push(b'\r'),
                Some(b'v') => out.push(0x0b),
                Some(b'f') => out.push(0x0c),
                Some(digit @ b'0'..=b'7') => {
                    let mut value = u32::from(digit - b'0');
                    for _ in 0..2 {
                        if let Some(more) = bytes.next_if(|b| (b'0'..=b'7').contains(b)) {
                            value = value * 8 + u32::from(more - b'0');
                        }
                    }
                    out.push(u8::try_from(value).unwrap_or(b'?'));
                }
                Some(other) => out.push(other),
                None => {}
            },
            (true, b) => out.push(b),
            (false, _) => {}
        }
    }
    out
}
