//! A submission held against the organisers' rules, more strictly than their own script holds it.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead, Read as _};

use super::set::{ChallengePlaylist, ChallengeSet};
use super::{WANTED, is_track_uri};
use crate::text::clean;

/// So many faults are told in words.
const TOLD: usize = 20;

/// Bytes of a line; one of 500 URIs has 19,000.
const LONGEST_LINE: u64 = 1 << 20;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// Lines that answer a playlist.
    pub answers: usize,
    /// All faults.
    pub count: u64,
    /// The first of them.
    pub faults: Vec<Fault>,
}

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; 0 for the file as a whole.
    pub line: u64,
    /// What is wrong; cleaned.
    pub what: String,
}

impl Checked {
    fn fault(&mut self, line: u64, what: impl Into<String>) {
        self.count += 1;
        if self.faults.len() < TOLD {
            self.faults.push(Fault { line, what: what.into() });
        }
    }
}

/// Checks a submission (not packed) for a challenge set.
///
/// # Errors
/// When it cannot be read.
pub fn check(set: &ChallengeSet, mut submission: impl BufRead) -> io::Result<Checked> {
    let wanted: HashMap<i64, &ChallengePlaylist> = set.playlists.iter().map(|p| (p.pid, p)).collect();
    let mut checked = Checked::default();
    let (mut answered, mut team, mut line) = (HashSet::new(), false, 0);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        line += 1;
        let read = (&mut submission).take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            break;
        }
        if read as u64 == LONGEST_LINE && bytes.last() != Some(&b'\n') {
            checked.fault(line, "the line is longer than a megabyte; the rest was not checked");
            return Ok(checked);
        }
        let Ok(text) = std::str::from_utf8(&bytes) else {
            checked.fault(line, "not UTF-8");
            continue;
        };
        let text = text.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if team {
            answer_line(text, line, &wanted, &mut answered, &mut checked);
        } else {
            team = true;
            team_line(text, line, &mut checked);
        }
    }
    if !team {
        checked.fault(0, "no line that begins with team_info");
    }
    let missing: Vec<i64> =
        set.playlists.iter().map(|p| p.pid).filter(|pid| !answered.contains(pid)).collect();
    if let Some(first) = missing.first() {
        checked.fault(0, format!("{} playlists have no line, pid {first} among them", missing.len()));
    }
    Ok(checked)
}

/// `team_info, NAME, EMAIL`; in 2018 with `main` or `creative` before or after the name.
fn team_line(text: &str, line: u64, checked: &mut Checked) {
    let fields: Vec<&str> = text.split(',').map(str::trim).collect();
    if fields[0] != "team_info" {
        return checked.fault(line, "the first line must be team_info, NAME, EMAIL");
    }
    let is_track = |field: &&str| matches!(*field, "main" | "creative");
    let rest: Vec<&str> = match fields[1..] {
        [a, b, c] if is_track(&a) => vec![b, c],
        [a, b, c] if is_track(&b) => vec![a, c],
        ref other => other.to_vec(),
    };
    match rest[..] {
        [name, email] if !name.is_empty() && email.contains('@') => {}
        _ => checked.fault(line, "the first line must be team_info, NAME, EMAIL"),
    }
}

fn answer_line(
    text: &str,
    line: u64,
    wanted: &HashMap<i64, &ChallengePlaylist>,
    answered: &mut HashSet<i64>,
    checked: &mut Checked,
) {
    checked.answers += 1;
    let mut fields = text.split(',').map(str::trim);
    let first = fields.next().unwrap_or_default();
    let Ok(pid) = first.parse::<i64>() else {
        let shown: String = clean(first).chars().take(40).collect();
        return checked.fault(line, format!("`{shown}` is no number of a playlist"));
    };
    let Some(playlist) = wanted.get(&pid) else {
        return checked.fault(line, format!("the challenge set has no playlist of pid {pid}"));
    };
    if !answered.insert(pid) {
        checked.fault(line, format!("a second line for pid {pid}"));
    }
    let tracks: Vec<&str> = fields.collect();
    if tracks.len() != WANTED {
        checked.fault(line, format!("pid {pid}: {} tracks instead of {WANTED}", tracks.len()));
    }
    let distinct: HashSet<&str> = tracks.iter().copied().collect();
    if distinct.len() != tracks.len() {
        let twice = tracks.len() - distinct.len();
        checked.fault(line, format!("pid {pid}: {twice} tracks stand there before"));
    }
    let told = playlist.tracks.iter().filter(|t| distinct.contains(t.uri.as_str())).count();
    if told > 0 {
        checked.fault(line, format!("pid {pid}: {told} tracks of the playlist itself"));
    }
    let bad: Vec<&&str> = tracks.iter().filter(|uri| !is_track_uri(uri)).collect();
    if let Some(example) = bad.first() {
        let shown: String = clean(example).chars().take(60).collect();
        checked.fault(line, format!("pid {pid}: {} are no track URI, as `{shown}`", bad.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(n: usize) -> String {
        format!("spotify:track:{n:022}")
    }

    fn set() -> ChallengeSet {
        let text = format!(
            r#"{{"playlists":[{{"pid":7,"name":"n","tracks":[{{"pos":0,"track_uri":"{}"}}]}},{{"pid":8,"name":"m","tracks":[]}}]}}"#,
            uri(9999)
        );
        ChallengeSet::read(text.as_bytes()).unwrap()
    }

    fn line(pid: &str, from: usize, count: usize) -> String {
        let uris: Vec<String> = (from..from + count).map(uri).collect();
        format!("{pid}, {}", uris.join(", "))
    }

    fn faults(text: &str) -> Vec<String> {
        check(&set(), text.as_bytes())
            .unwrap()
            .faults
            .into_iter()
            .map(|f| format!("{}: {}", f.line, f.what))
            .collect()
    }

    #[test]
    fn what_the_rules_allow_is_allowed() {
        let both =
            format!("{}\n\n# between\n{}\n", line("7", 0, 500), line("8", 9000, 500).replace(", ", ","));
        for team in [
            "team_info,a,b@c",
            "# first\n\nteam_info, a team , b@c",
            "team_info,main,a,b@c",
            "team_info,a,creative,b@c",
        ] {
            assert_eq!(faults(&format!("{team}\n{both}")), Vec::<String>::new(), "{team}");
        }
        let checked = check(&set(), format!("team_info,a,b@c\r\n{both}").as_bytes()).unwrap();
        assert_eq!((checked.answers, checked.count), (2, 0));
    }

    #[test]
    fn each_broken_rule_is_told_with_its_line() {
        let (seven, eight) = (line("7", 0, 500), line("8", 0, 500));
        let with = |head: &str, a: &str, b: &str| faults(&format!("{head}\n{a}\n{b}\n"));
        let good = "team_info,a,b@c";
        let cases = [
            (with("", "", ""), "0: no line that begins with team_info"),
            (with("7,x", &seven, &eight), "1: the first line must be"),
            (with("team_info,a", &seven, &eight), "1: the first line must be"),
            (with("team_info,a,b", &seven, &eight), "1: the first line must be"),
            (with(good, &seven, ""), "0: 1 playlists have no line, pid 8"),
            (with(good, &seven, &line("x8", 0, 500)), "3: `x8` is no number"),
            (with(good, &seven, &line("9", 0, 500)), "3: the challenge set has no playlist of pid 9"),
            (with(good, &line("7", 0, 499), &eight), "2: pid 7: 499 tracks instead of 500"),
            (with(good, &line("7", 0, 501), &eight), "2: pid 7: 501 tracks instead of 500"),
            (with(good, &line("7", 9600, 500), &eight), "2: pid 7: 1 tracks of the playlist itself"),
            (with(good, &seven, &eight.replace(&uri(3), &uri(4))), "3: pid 8: 1 tracks stand there before"),
            (
                with(good, &seven, &eight.replace(&uri(3), "spotify:album:0123456789012345678901")),
                "3: pid 8: 1 are no track URI",
            ),
            (with(good, &format!("{seven}\n{seven}"), &eight), "3: a second line for pid 7"),
            (with(good, &"x".repeat(2 << 20), &eight), "2: the line is longer"),
        ];
        for (told, wanted) in cases {
            assert!(told.iter().any(|f| f.starts_with(wanted)), "{wanted}: {told:?}");
        }
    }
}
