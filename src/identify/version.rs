//! Titles carry more than a title: "(feat. X)", " - Remastered 2011", "(Live at Y)". This file tells what is part of the
//! name, what may be ignored, and what makes it another recording.

use std::collections::BTreeSet;

/// What makes a recording another one than the studio recording of the same title. Empty for the studio recording.
pub type Version = BTreeSet<&'static str>;

/// A title taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitTitle {
    /// The title without what was recognised.
    pub base: String,
    /// Markers of another recording, as found.
    pub version: Version,
}

/// Words that make another recording, each with the marker it stands for. A marker joins spellings and languages.
const OTHER_RECORDING: &[(&str, &str)] = &[
    ("live", "live"),
    ("unplugged", "live"),
    ("en vivo", "live"),
    ("ao vivo", "live"),
    ("en directo", "live"),
    ("en concert", "live"),
    ("in concert", "live"),
    ("dal vivo", "live"),
    ("ライブ", "live"),
    ("라이브", "live"),
    ("концерт", "live"),
    ("acoustic", "acoustic"),
    ("acústico", "acoustic"),
    ("acustico", "acoustic"),
    ("acoustique", "acoustic"),
    ("stripped", "acoustic"),
    ("demo", "demo"),
    ("demos", "demo"),
    ("rough mix", "demo"),
    ("outtake", "outtake"),
    ("alternate", "alternate"),
    ("alternative version", "alternate"),
    ("alt version", "alternate"),
    ("early version", "alternate"),
    ("take", "take"),
    ("session", "session"),
    ("sessions", "session"),
    ("remix", "remix"),
    ("remixed", "remix"),
    ("rmx", "remix"),
    ("ремикс", "remix"),
    ("リミックス", "remix"),
    ("mix", "remix"),
    ("rework", "remix"),
    ("reworked", "remix"),
    ("bootleg", "remix"),
    ("mashup", "remix"),
    ("vip", "remix"),
    ("refix", "remix"),
    ("dub version", "dub"),
    ("dub", "dub"),
    ("extended", "extended"),
    ("12 version", "extended"),
    ("edit", "edit"),
    ("instrumental", "instrumental"),
    ("インストゥルメンタル", "instrumental"),
    ("karaoke", "karaoke"),
    ("カラオケ", "karaoke"),
    ("off vocal", "karaoke"),
    ("a cappella", "a cappella"),
    ("acapella", "a cappella"),
    ("acappella", "a cappella"),
    ("orchestral", "orchestral"),
    ("symphonic", "orchestral"),
    ("piano version", "piano"),
    ("solo piano", "piano"),
    ("cover", "cover"),
    ("tribute", "cover"),
    ("originally performed by", "cover"),
    ("sped up", "sped up"),
    ("speed up", "sped up"),
    ("nightcore", "sped up"),
    ("slowed", "slowed"),
    ("re-recorded", "re-recorded"),
    ("rerecorded", "re-recorded"),
    ("re-recording", "re-recorded"),
    ("taylors version", "taylor's version"),
    ("spanish version", "spanish"),
    ("english version", "english"),
    ("japanese version", "japanese"),
    ("korean version", "korean"),
    ("versión en español", "spanish"),
    ("reprise", "reprise"),
    ("8d audio", "8d"),
];

/// Phrases that name the same recording, or only its packaging, and may be ignored. Longer ones that contain a word of
/// [`OTHER_RECORDING`] ("original mix") are here so that they win.
const SAME_RECORDING: &[&str] = &[
    "remaster",
    "remastered",
    "remasterizado",
    "remasterizada",
    "remastérisé",
    "remasterisé",
    "remasterisiert",
    "リマスター",
    "リマスタリング",
    "ремастер",
    "mono",
    "stereo",
    "mono mix",
    "stereo mix",
    "mono version",
    "stereo version",
    "single version",
    "single mix",
    "single edit",
    "single",
    "album version",
    "album mix",
    "album edit",
    "lp version",
    "original version",
    "original mix",
    "original",
    "main version",
    "full version",
    "radio edit",
    "radio version",
    "radio mix",
    "explicit",
    "clean version",
    "clean",
    "bonus track",
    "bonus",
    "deluxe",
    "deluxe edition",
    "deluxe version",
    "anniversary edition",
    "anniversary",
    "expanded edition",
    "special edition",
    "official video",
    "official music video",
    "official audio",
    "official lyric video",
    "official visualizer",
    "lyric video",
    "lyrics",
    "audio",
    "hd",
    "hq",
    "4k",
    "digital master",
    "high quality",
];

/// Words that begin a part which only credits guests.
const GUESTS: &[&str] =
    &["feat", "feat.", "ft", "ft.", "featuring", "avec", "con", "with", "w/", "prod.", "produced by"];

/// Phrases that begin a part which only tells where a recording was published.
const ORIGIN: &[&str] = &[
    "from the motion picture",
    "from the soundtrack",
    "from the original",
    "from the film",
    "from \"",
    "from '",
    "from “",
    "music from",
    "theme from the",
];

const BRACKETS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('〔', '〕')];

const DASHES: [&str; 4] = [" - ", " – ", " — ", " ~ "];

/// Takes a title (any case) apart. What is not recognised stays in the base: "(I Can't Get No) Satisfaction" is a name.
#[must_use]
pub fn split_title(title: &str) -> SplitTitle {
    let mut rest = title.to_lowercase();
    if !has_parts(&rest) {
        let base = rest.split_whitespace().collect::<Vec<_>>().join(" ");
        return SplitTitle { base, version: Version::new() };
    }
    let mut version = Version::new();
    let mut base = String::new();
    // Brackets anywhere.
    while let Some((before, inner, after)) = first_bracket(&rest) {
        base.push_str(before);
        base.push(' ');
        match judge(inner) {
            Part::Name => {
                base.push_str(inner);
                base.push(' ');
            }
            Part::Ignore => {}
            Part::Other(markers) => version.extend(markers),
        }
        let after = after.to_owned();
        rest = after;
    }
    base.push_str(&rest);
    // Then what follows the last dashes: "Song - Live - Remastered".
    while let Some((before, inner)) = last_dash(&base) {
        let keep = before.trim_end().len();
        match judge(inner) {
            Part::Name => break,
            Part::Ignore => {}
            Part::Other(markers) => version.extend(markers),
        }
        base.truncate(keep);
    }
    // And guests that stand without brackets: "Song feat. X".
    if let Some(at) = bare_guests(&base) {
        base.truncate(at);
    }
    let base = base.split_whitespace().collect::<Vec<_>>().join(" ");
    if base.is_empty() {
        // Nothing but recognised parts: then they are the name ("Intro", "Live", "Remix").
        return SplitTitle { base: title.to_lowercase().trim().to_owned(), version: Version::new() };
    }
    SplitTitle { base, version }
}

/// Whether there may be anything to take apart; most titles are plain.
fn has_parts(title: &str) -> bool {
    title.contains(|c| BRACKETS.iter().any(|(open, _)| *open == c))
        || DASHES.iter().any(|d| title.contains(d))
        || bare_guests(title).is_some()
}

enum Part {
    Name,
    Ignore,
    Other(Vec<&'static str>),
}

fn judge(part: &str) -> Part {
    let part = part.trim();
    if part.is_empty() {
        return Part::Ignore;
    }
    let words = words_of(part);
    if GUESTS.iter().any(|g| part.starts_with(g) && part[g.len()..].starts_with([' ', '\u{a0}'])) {
        return Part::Ignore;
    }
    if SAME_RECORDING.iter().any(|p| is_phrase_with_numbers(&words, p)) {
        return Part::Ignore;
    }
    let markers: Vec<&'static str> = OTHER_RECORDING
        .iter()
        .filter(|(p, _)| mentions(&words, p) && !spoken_for(&words, p))
        .map(|(_, m)| *m)
        .collect();
    if !markers.is_empty() {
        return Part::Other(markers);
    }
    if ORIGIN.iter().any(|o| part.starts_with(o)) || same_recording_inside(&words) {
        return Part::Ignore;
    }
    Part::Name
}

/// "take" alone is a word of many names; it marks a version only with a number after it. "mix" inside "original mix" and the
/// like was judged before; "edit" inside "radio edit" too.
fn spoken_for(words: &[String], phrase: &str) -> bool {
    match phrase {
        "take" => !words.windows(2).any(|w| w[0] == "take" && w[1].chars().all(|c| c.is_ascii_digit())),
        "mix" | "edit" => ["mono", "stereo", "original", "single", "album", "radio"]
            .iter()
            .any(|q| words.windows(2).any(|w| w[0] == *q && w[1] == phrase)),
        "dub" => words.iter().any(|w| w == "dubstep"),
        _ => false,
    }
}

fn same_recording_inside(words: &[String]) -> bool {
    [
        "edition",
        "remaster",
        "remastered",
        "version originale",
        "album version",
        "single version",
        "original mix",
        "radio edit",
        "bonus track",
    ]
    .iter()
    .any(|p| mentions(words, p))
}

fn words_of(part: &str) -> Vec<String> {
    part.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '-'))
        .map(|w| w.replace(['\'', '’'], ""))
        .filter(|w| !w.is_empty())
        .collect()
}

fn mentions(words: &[String], phrase: &str) -> bool {
    let wanted: Vec<&str> = phrase.split(' ').collect();
    words.windows(wanted.len()).any(|w| w.iter().zip(&wanted).all(|(a, b)| a == b))
}

/// The words are the phrase, give or take numbers and fillers ("2011 remaster", "20th anniversary edition").
fn is_phrase_with_numbers(words: &[String], phrase: &str) -> bool {
    let rest: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|w| {
            !w.chars().any(|c| c.is_ascii_digit())
                && !matches!(*w, "digital" | "digitally" | "the" | "version")
        })
        .collect();
    let wanted: Vec<&str> = phrase.split(' ').filter(|w| *w != "version").collect();
    !rest.is_empty() && rest == wanted
}

fn first_bracket(text: &str) -> Option<(&str, &str, &str)> {
    let (open_at, open) = text.char_indices().find(|(_, c)| BRACKETS.iter().any(|(o, _)| o == c))?;
    let close = BRACKETS.iter().find(|(o, _)| *o == open)?.1;
    let inside = open_at + open.len_utf8();
    let mut depth = 1;
    for (at, c) in text[inside..].char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                let end = inside + at;
                return Some((&text[..open_at], &text[inside..end], &text[end + close.len_utf8()..]));
            }
        }
    }
    // Never closed: a title that was cut. What is inside is still judged.
    Some((&text[..open_at], &text[inside..], ""))
}

fn last_dash(text: &str) -> Option<(&str, &str)> {
    DASHES
        .iter()
        .filter_map(|d| text.rfind(d).map(|at| (at, d.len())))
        .max()
        .map(|(at, len)| (&text[..at], &text[at + len..]))
        .filter(|(before, _)| !before.trim().is_empty())
}

fn bare_guests(text: &str) -> Option<usize> {
    [" feat. ", " feat ", " ft. ", " ft ", " featuring "]
        .iter()
        .filter_map(|g| text.find(g))
        .min()
        .filter(|at| *at > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(title: &str) -> (String, Vec<&'static str>) {
        let s = split_title(title);
        (s.base, s.version.into_iter().collect())
    }

    #[test]
    fn packaging_is_ignored() {
        for t in [
            "Roads",
            "Roads - Remastered 2011",
            "Roads (2008 Remaster)",
            "Roads [Remastered]",
            "Roads - 2014 Digital Remaster",
            "Roads (feat. Adrian Utley)",
            "Roads feat. Adrian Utley",
            "Roads - Mono",
            "Roads (Album Version)",
            "Roads - Original Mix",
            "Roads (Radio Edit)",
            "Roads - Single Version / Remastered 2009",
            "Roads (20th Anniversary Edition)",
            "Roads (Official Video)",
            "Roads - From \"Dummy\"",
            "Roads (Deluxe Edition) [Bonus Track]",
            "Roads （リマスター）",
        ] {
            assert_eq!(split(t), ("roads".to_owned(), vec![]), "{t}");
        }
    }

    #[test]
    fn other_recordings_are_marked() {
        for (t, v) in [
            ("Roads - Live", vec!["live"]),
            ("Roads (Live at Roseland NYC)", vec!["live"]),
            ("Roads - Live / Remastered 2011", vec!["live"]),
            ("Roads (MTV Unplugged)", vec!["live"]),
            ("Roads - En Vivo", vec!["live"]),
            ("Roads (Someone's Remix)", vec!["remix"]),
            ("Roads - Club Mix", vec!["remix"]),
            ("Roads (Acoustic)", vec!["acoustic"]),
            ("Roads - Demo", vec!["demo"]),
            ("Roads (Live Acoustic Session)", vec!["acoustic", "live", "session"]),
            ("Roads (Taylor’s Version)", vec!["taylor's version"]),
            ("Roads - Take 3", vec!["take"]),
            ("Roads (Sped Up)", vec!["sped up"]),
            ("Roads (Instrumental", vec!["instrumental"]),
        ] {
            assert_eq!(split(t), ("roads".to_owned(), v), "{t}");
        }
    }

    #[test]
    fn names_stay_names() {
        for (t, base) in [
            ("(I Can't Get No) Satisfaction", "i can't get no satisfaction"),
            ("Live Forever", "live forever"),
            ("Live and Let Die", "live and let die"),
            ("Remix to Ignition", "remix to ignition"),
            ("Take Five", "take five"),
            ("Single Ladies (Put a Ring on It)", "single ladies put a ring on it"),
            ("Love Will Tear Us Apart", "love will tear us apart"),
            ("Live", "live"),
            ("( )", "( )"),
            ("Dub Be Good to Me", "dub be good to me"),
            ("Xtal - Part Two", "xtal - part two"),
        ] {
            let s = split(t);
            assert_eq!(s, (base.to_owned(), vec![]), "{t}");
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_never_empties(title in "\\PC{1,60}") {
            let s = split_title(&title);
            prop_assert!(!s.base.is_empty() || title.trim().is_empty());
        }
    }
}
