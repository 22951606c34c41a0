//! One contribution worked out in full: the formula of its signal with its numbers put in, and where each of the numbers comes
//! from, counted again where the pack holds what it was counted from.
//!
//! Lines of text, in order; the interfaces lay them out. Must not know how they look. Every line that ends in a mark was
//! computed here and compared: ✓ where it is what the ranking used, ✗ where it is not.

mod alike;
mod lists;
mod neighbours;
mod own;
mod seed;
#[cfg(test)]
mod tests;

pub use neighbours::heaviest;

use crate::engine::{Contribution, Evidence, MIXER_ONE, Mixer, Prepared, SCALE, SignalKind};
use crate::history::SEED_ONE;
use crate::identify::Seeds;
use crate::pack::{Pack, TrackId};

use super::label::{label, signed};

/// 1.0 in stored weights.
const WEIGHT_ONE: u32 = 1 << 16;

/// What a line of a [`Working`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What the lines below it are about.
    Heading,
    /// What was counted.
    Text,
    /// A formula, or a formula with its numbers put in.
    Formula,
    /// A result that is what the ranking used.
    Holds,
    /// A result that is not.
    Differs,
    /// What may be read over.
    Aside,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub role: Role,
    /// What it says.
    pub text: String,
}

/// A contribution worked out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Working {
    /// The lines, the result first, then each of its factors.
    pub lines: Vec<Line>,
}

/// What a contribution is worked out from.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// All that speaks for the person.
    pub seeds: &'a Seeds,
    /// What the signals worked out for them.
    pub prepared: &'a Prepared,
    /// The track.
    pub track: TrackId,
    /// All of its contributions: a loss by artist repeats is a share of the others.
    pub contributions: &'a [Contribution],
    /// What the lists of the track with the heaviest lists weigh together ([`heaviest`]), where that is known.
    pub heaviest: Option<u64>,
}

impl Working {
    /// True when every result that was computed again is what the ranking used.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.lines.iter().all(|l| l.role != Role::Differs)
    }

    fn push(&mut self, role: Role, text: impl Into<String>) {
        self.lines.push(Line { role, text: text.into() });
    }

    fn heading(&mut self, text: impl Into<String>) {
        self.push(Role::Heading, text);
    }

    fn text(&mut self, text: impl Into<String>) {
        self.push(Role::Text, text);
    }

    fn formula(&mut self, text: impl Into<String>) {
        self.push(Role::Formula, text);
    }

    fn aside(&mut self, text: impl Into<String>) {
        self.push(Role::Aside, text);
    }

    /// A result, compared with what the ranking used.
    fn result<T: PartialEq + Copy + Into<i128>>(&mut self, text: &str, found: T, used: T) {
        let found_text = integer(found);
        if found == used {
            self.push(Role::Holds, format!("{text} = {found_text}\u{a0}✓"));
        } else {
            self.push(
                Role::Differs,
                format!("{text} = {found_text}\u{a0}✗ the ranking used {}", integer(used)),
            );
        }
    }
}

/// Works one contribution of the subject's track out.
#[must_use]
pub fn arithmetic(of: &Subject<'_>, c: &Contribution) -> Working {
    let mut out = Working::default();
    out.heading(format!("{} points from {}: {}", signed(c.points), c.signal, label(of.pack, c)));
    if let Evidence::Above { count, .. } = c.evidence {
        own::repeats(&mut out, of, c, count);
        return out;
    }
    product(&mut out, c);
    seed::strength(&mut out, of, c);
    mix(&mut out, of.pack, c);
    let weight = c.factors.weight;
    out.heading(format!("weight {}/{}", integer(weight), integer(WEIGHT_ONE)));
    match &c.evidence {
        Evidence::Lists { seed, both } if c.signal == SignalKind::Together => {
            neighbours::counted(&mut out, of, *seed, *both, weight);
        }
        Evidence::Lists { seed, both } => neighbours::fitted(&mut out, of, *seed, *both, weight),
        Evidence::Alike { seed, companion, lists } => {
            alike::weight(&mut out, of, companion.unwrap_or(*seed), lists, weight);
        }
        Evidence::After { seed, lists } => lists::follows(&mut out, of, *seed, *lists, weight),
        Evidence::Named { word, lists } => lists::named(&mut out, of, *word, *lists, weight),
        Evidence::Near { from, to, .. } => own::near(&mut out, of, *from, *to, weight),
        Evidence::Artist { artist, tracks, .. } => own::same_artist(&mut out, of, *artist, *tracks, weight),
        Evidence::Tags { seed, tags } => own::tags(&mut out, of, *seed, tags, weight),
        Evidence::Count { lists } => own::popularity(&mut out, of, *lists, weight),
        Evidence::Heard { .. } | Evidence::Above { .. } => {
            out.text("All but 1, the same for every track that was heard: the mix alone says how much.");
        }
    }
    out
}

/// The three factors and their product.
fn product(out: &mut Working, c: &Contribution) {
    let f = &c.factors;
    let (seed, mixer, weight) = (integer(f.seed), integer(f.mixer), integer(f.weight));
    let (of_seed, of_mixer) = (integer(SEED_ONE), integer(MIXER_ONE));
    let name =
        if c.evidence.seed().is_some() || c.signal == SignalKind::ArtistsTogether { "seed" } else { "1" };
    out.formula(format!("points = {name} × mix × weight"));
    out.formula(format!("= {seed}/{of_seed} × {mixer}/{of_mixer} × {weight}/{}", integer(WEIGHT_ONE)));
    let product = i128::from(f.seed) * i128::from(f.mixer) * i128::from(f.weight);
    out.result(&format!("in 1/{}: {seed} · {mixer} · {weight}", integer(SCALE)), product, c.points.into());
}

/// Where the weight of the signal comes from.
fn mix(out: &mut Working, pack: &Pack, c: &Contribution) {
    let own = Mixer::of(pack.card());
    let signal = c.signal;
    out.heading(format!("mix {}/{}: {signal}", integer(c.factors.mixer), integer(MIXER_ONE)));
    let published = Mixer::default().shown(signal);
    out.text(match (own.weight(signal) == c.factors.mixer, pack.card().mix.contains_key(signal.name())) {
        (false, _) => format!("Set for this ranking; the pack has {}.", own.shown(signal)),
        (true, true) => format!("Chosen when the pack was built; the published one is {published}."),
        (true, false) => "The published one.".to_owned(),
    });
}

/// An integer with blanks between the thousands, at which no line is broken.
fn integer(n: impl Into<i128>) -> String {
    let n: i128 = n.into();
    let digits = n.unsigned_abs().to_string();
    let mut text = String::from(if n < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

/// Hundredths of the card, as people write them.
fn hundredths(n: u32) -> String {
    format!("{}.{:02}", n / 100, n % 100)
}

/// A track with its artist.
fn name(pack: &Pack, track: TrackId) -> String {
    format!("{} · {}", pack.title(track), pack.artist_name(pack.artist(track)))
}

/// A list, by name and date, or by number.
fn list_name(pack: &Pack, list: crate::pack::ListId) -> String {
    let date = pack.list_date(list).map(|d| format!(" ({d})")).unwrap_or_default();
    match pack.list_name(list) {
        "" => format!("list {}{date}", list.0),
        name => format!("{name}{date}"),
    }
}
