//! What a program wrote, as the kernel saw it: the program runs under `strace`, and every write of it and of its children is
//! read from the record, whatever file, socket or pipe it went to.
//!
//! Names count as written too (of files, folders, links, attributes, and the arguments of other programs). What bypasses
//! writing would show: a file mapped to be written through memory, or a ring of queued operations.

#![allow(dead_code, reason = "tests use what they need of it")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// Calls that send bytes to what a descriptor stands for.
const WRITES: [&str; 8] =
    ["write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto", "sendmsg", "sendmmsg"];

/// Calls whose texts are kept by the system or given to another program.
const NAMES: [&str; 20] = [
    "open",
    "openat",
    "openat2",
    "creat",
    "mkdir",
    "mkdirat",
    "mknod",
    "mknodat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "setxattr",
    "lsetxattr",
    "fsetxattr",
    "execve",
    "memfd_create",
];

/// Calls that move bytes without showing them.
const UNSEEN: [&str; 6] = ["io_uring_setup", "copy_file_range", "sendfile", "splice", "tee", "vmsplice"];

/// Where bytes went.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// A file, by its path.
    File(String),
    /// A terminal: what the person sees.
    Terminal,
    /// Another machine or this one, by both addresses.
    Network(String),
    /// A pipe or another descriptor that keeps nothing.
    Pipe,
    /// A name, by the call that made it.
    Name(String),
    /// A call that could have written unseen.
    Unseen(String),
}

/// Everything that was written in one run, by place, in order.
#[derive(Debug, Default)]
pub(crate) struct Written(BTreeMap<Place, Vec<u8>>);

/// Whether a program can be watched here.
pub(crate) fn is_possible() -> bool {
    Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status().is_ok_and(|s| s.success())
}

/// The words that start `program` watched, with the record in `log`; the program's arguments follow them.
pub(crate) fn words(log: &Path, program: &Path) -> Vec<OsString> {
    let calls: Vec<String> =
        WRITES.iter().chain(&NAMES).chain(&UNSEEN).chain(&["mmap"]).map(|c| format!("?{c}")).collect();
    let mut words: Vec<OsString> =
        ["strace", "-f", "-qq", "-yy", "-xx", "-s", "100000000", "-e"].map(OsString::from).into();
    words.push(format!("trace={}", calls.join(",")).into());
    words.extend(["-o".into(), log.into(), "--".into(), program.into()]);
    words
}

impl Written {
    /// Reads the record of a run.
    pub(crate) fn read(log: &Path) -> Self {
        let record = std::fs::read_to_string(log).unwrap();
        let mut written = Self::default();
        for line in record.lines() {
            written.line(line);
        }
        assert!(!written.0.is_empty(), "an empty record: the program was not watched");
        written
    }

    fn line(&mut self, line: &str) {
        // A process number, then a call; ends of calls that were interrupted repeat nothing.
        let Some((_, call)) = line.split_once(' ') else { return };
        let Some((name, rest)) = call.trim_start().split_once('(') else { return };
        let place = if WRITES.contains(&name) {
            place_of(rest)
        } else if NAMES.contains(&name) {
            Place::Name(name.to_owned())
        } else if UNSEEN.contains(&name) || maps_a_file_to_be_written(name, rest) {
            Place::Unseen(format!("{name}({rest}"))
        } else {
            return;
        };
        self.0.entry(place).or_default().extend(texts(rest));
    }

    /// Where anything was written.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        self.0.keys()
    }

    /// The files that were written to.
    pub(crate) fn files(&self) -> Vec<&str> {
        let mut files = Vec::new();
        for place in self.places() {
            if let Place::File(path) = place {
                files.push(path.as_str());
            }
        }
        files
    }

    /// The secrets that were written where `kept` says that they would stay, with the place of each.
    pub(crate) fn holds<'a>(
        &self,
        secrets: &'a [String],
        kept: impl Fn(&Place) -> bool,
    ) -> Vec<(Place, &'a str)> {
        let mut found = Vec::new();
        for (place, bytes) in self.0.iter().filter(|(place, _)| kept(place)) {
            found.extend(secrets_in(bytes, secrets).into_iter().map(|s| (place.clone(), s)));
        }
        found
    }
}

/// The secrets that occur in bytes, whatever their case and whatever stands between their words.
pub(crate) fn secrets_in<'a>(bytes: &[u8], secrets: &'a [String]) -> Vec<&'a str> {
    let bytes = bare(bytes);
    let occurs = |secret: &&String| memchr::memmem::find(&bytes, &bare(secret.as_bytes())).is_some();
    secrets.iter().filter(occurs).map(String::as_str).collect()
}

/// Letters and digits alone, small.
fn bare(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().filter(|b| b.is_ascii_alphanumeric() || !b.is_ascii()).map(u8::to_ascii_lowercase).collect()
}

/// What the first descriptor of a call stands for: `3<\x2f…>, …` or `3<TCP:[…->…]>, …`.
fn place_of(arguments: &str) -> Place {
    let Some((_, rest)) = arguments.split_once('<') else { return Place::Unseen(arguments.to_owned()) };
    let end = rest.find(">, ").or_else(|| rest.find(">)")).unwrap_or(rest.len());
    let what = &rest[..end];
    if what.starts_with("TCP") || what.starts_with("UDP") {
        return Place::Network(what.to_owned());
    }
    // A device says more about itself behind its path.
    let (path, device) = what.split_once('<').unwrap_or((what, ""));
    let path = String::from_utf8_lossy(&hex(path)).into_owned();
    if device.starts_with("char") && (path.starts_with("/dev/pts/") || path == "/dev/tty") {
        Place::Terminal
    } else if path.starts_with('/') && !device.starts_with("char") {
        Place::File(path)
    } else {
        Place::Pipe
    }
}

fn maps_a_file_to_be_written(name: &str, arguments: &str) -> bool {
    name == "mmap"
        && arguments.contains("MAP_SHARED")
        && arguments.contains("PROT_WRITE")
        && !arguments.contains("MAP_ANONYMOUS")
}

/// All quoted texts of a call, one after another.
fn texts(arguments: &str) -> Vec<u8> {
    arguments.split('"').skip(1).step_by(2).flat_map(hex).collect()
}

/// `\x41\x42` as bytes; what is not written so stands for itself.
fn hex(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes: Vec<u8> = parts.next().unwrap_or_default().into();
    for part in parts {
        let (digits, rest) = part.split_at(part.len().min(2));
        bytes.extend(u8::from_str_radix(digits, 16));
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}
