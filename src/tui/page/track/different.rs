//! What would have to be different: a track that is not listed beside the last that is, the smallest changes that bring it in; and
//! the fewest seeds without which a listed one goes.

use super::{Asked, TAKEN, TrackPage, TrackRow};
use crate::choices::{Choice, Part, TrackName, fold};
use crate::engine::counterfactual::{Change, Changes, Fewest, Guarantee, Kind, TakenAway, Term};
use crate::engine::hundredths;
use crate::pack::{Pack, TrackId};
use crate::query::{WhyNot, choice_of};
use crate::text::counted;
use crate::trace::{decimal, signed};
use crate::tui::reasons::{Role, heading};
use crate::tui::state::{Library, State};

/// Something to do about the choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// To make one.
    Make(Choice),
    /// To take one back.
    Lift(Choice),
}

/// So many terms of the difference have a row; the rest is one.
pub(super) const TERMS: usize = 10;

impl TrackPage {
    /// The rows about what would be different.
    pub(super) fn different(&self, library: &Library, rows: &mut Vec<TrackRow>) {
        let pack = &library.listener.pack;
        match &self.why_not {
            Asked::Not => {}
            Asked::Coming => {
                rows.push(TrackRow::Heading("Why not?".into()));
                rows.push(TrackRow::Text(Role::Aside, "looking for the smallest change …".into()));
                rows.push(TrackRow::Blank);
            }
            Asked::There(why_not) => why_not_rows(pack, why_not, rows),
        }
        if !self.is_listed() {
            return;
        }
        match &self.taken {
            Asked::Not => rows.push(TrackRow::TakeAway),
            Asked::Coming => {
                rows.push(TrackRow::Heading(TAKEN.into()));
                rows.push(TrackRow::Text(Role::Aside, "looking for the fewest of your tracks …".into()));
            }
            Asked::There(taken) => taken_rows(taken, rows),
        }
        rows.push(TrackRow::Blank);
    }

    /// What to do for a change; nothing where it is none that can be chosen.
    #[must_use]
    pub fn change(&self, state: &State, n: usize) -> Option<Act> {
        let suggestion = self.why_not.there()?.changes.found.get(n)?;
        let listener = &state.library()?.listener;
        if let Change::Lifted(rule) = suggestion.change {
            let makes = |c: &&Choice| fold([*c], &listener.heard()).0.settings.rules.all().contains(&rule);
            return state.query.choices.in_force().find(makes).cloned().map(Act::Lift);
        }
        choice_of(&listener.pack, suggestion.change).map(Act::Make)
    }

    /// The choices without which the track goes.
    #[must_use]
    pub fn without(&self, pack: &Pack) -> Vec<Choice> {
        let Some(TakenAway::Without(fewest)) = self.taken.there() else { return Vec::new() };
        let part = |t: &TrackId| Choice::Without(Part::Track(TrackName::of_pack(pack, *t)));
        fewest.seeds.iter().map(part).collect()
    }

    /// A term of the difference, and what the terms from it on sum to where it stands for them.
    pub(super) fn term(&self, n: usize) -> Option<(Option<Term>, i64, i64)> {
        let terms = &self.why_not.there()?.beside.as_ref()?.terms;
        if n < TERMS || terms.len() == TERMS + 1 {
            let term = *terms.get(n)?;
            return Some((Some(term), term.own, term.other));
        }
        let rest = &terms[TERMS..];
        Some((None, rest.iter().map(|t| t.own).sum(), rest.iter().map(|t| t.other).sum()))
    }
}

fn why_not_rows(pack: &Pack, why_not: &WhyNot, rows: &mut Vec<TrackRow>) {
    if let Some(difference) = &why_not.beside {
        let last = heading(pack, difference.other);
        rows.push(TrackRow::Heading(format!(
            "Beside the last listed, {last}: points here, there, and between"
        )));
        let shown = difference.terms.len().min(TERMS + 1);
        rows.extend((0..shown).map(TrackRow::Term));
        let ahead: i64 = difference.terms.iter().map(|t| -t.gap()).sum();
        let (role, mark) =
            if ahead == -difference.gap() { (Role::Good, "✓") } else { (Role::Warning, "✗") };
        let (own, other) = (decimal(difference.own_score), decimal(difference.other_score));
        rows.push(TrackRow::Text(role, format!("Σ {} = {own} − {other} {mark}", signed(ahead))));
        rows.push(TrackRow::Blank);
    }
    let Changes { found, without } = &why_not.changes;
    rows.push(TrackRow::Heading("What would bring it in? The smallest change of each kind".into()));
    rows.extend((0..found.len()).map(TrackRow::Change));
    for (kind, proven) in without {
        let known = if *proven { "none does" } else { "none was found" };
        rows.push(TrackRow::Text(Role::Aside, format!("{}: {known}", kind_words(*kind))));
    }
    rows.push(TrackRow::Blank);
}

fn taken_rows(taken: &TakenAway, rows: &mut Vec<TrackRow>) {
    rows.push(TrackRow::Heading(TAKEN.into()));
    match taken {
        TakenAway::NotListed => rows.push(TrackRow::Text(Role::Aside, "It is not listed.".into())),
        TakenAway::Stays { proven: true } => {
            rows.push(TrackRow::Text(Role::Text, "Nothing: it stays whatever you set aside.".into()));
        }
        TakenAway::Stays { proven: false } => {
            rows.push(TrackRow::Text(Role::Text, "No set of your tracks was found that does.".into()));
        }
        TakenAway::Without(fewest) => {
            let what = counted(fewest.seeds.len(), "track of yours", "tracks of yours");
            rows.push(TrackRow::Text(Role::Text, format!("It goes without {what}:")));
            rows.extend(fewest.seeds.iter().map(|t| TrackRow::Track(*t, String::new())));
            rows.push(TrackRow::Text(Role::Aside, fewest_words(fewest)));
            rows.push(TrackRow::TryWithout);
        }
    }
}

fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Rule => "a rule lifted",
        Kind::Slider => "a slider moved",
        Kind::Aside => "one track of yours set aside",
        Kind::Added => "one more track played",
    }
}

/// What a change is, in words.
pub(super) fn change_words(pack: &Pack, change: &Change) -> String {
    match change {
        Change::HeardToo => "let heard tracks in".to_owned(),
        Change::Lifted(rule) => format!("list again: {}", crate::trace::rule(pack, *rule)),
        Change::Slider { signal, from, to } => {
            let shown = |n: i32| hundredths(n).replace('-', "−");
            format!("{signal} from {} to {}", shown(*from), shown(*to))
        }
        Change::Aside(track) => format!("set aside: {}", heading(pack, *track)),
        Change::Added { track, .. } => format!("play once: {}", heading(pack, *track)),
    }
}

/// What is known of an answer.
pub(super) fn guarantee_words(guarantee: Guarantee) -> String {
    match guarantee {
        Guarantee::Smallest => "the smallest of its kind".to_owned(),
        Guarantee::NoneBelow(n) => format!("nothing with fewer than {n} does it"),
        Guarantee::Checked => "a smaller one is not ruled out".to_owned(),
    }
}

fn fewest_words(fewest: &Fewest) -> String {
    let guarantee = match fewest.guarantee {
        Guarantee::Smallest => "No smaller set does it".to_owned(),
        Guarantee::NoneBelow(n) => {
            format!("No set of fewer than {n} does it; what lies between was not gone through")
        }
        Guarantee::Checked => "A smaller set is not ruled out".to_owned(),
    };
    let needed = if fewest.each_needed { "; with any one of them it is listed again" } else { "" };
    let ranked = counted(fewest.rankings as usize, "ranking", "rankings");
    format!("{guarantee}{needed}. Checked by ranking again ({ranked}).")
}
