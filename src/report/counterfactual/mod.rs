//! What would have to be different for one track, for people and for programs: beside the last listed track, the smallest changes
//! that bring it in, and the fewest seeds without which it goes.

mod json;
mod text;

pub use json::{Different, different};
pub use text::{drawing, lines};

use crate::engine::counterfactual::{Change, Guarantee, Kind, TakenAway};
use crate::engine::hundredths;
use crate::query::WhyNot;

use super::Names;

/// What was asked and answered.
#[derive(Debug, Clone, Default)]
pub struct Counterfactual {
    /// Why it is not listed.
    pub why_not: Option<WhyNot>,
    /// What would take it away.
    pub taken_away: Option<TakenAway>,
}

/// What a change is, in words.
fn change_words(names: Names<'_>, change: Change) -> String {
    match change {
        Change::HeardToo => "let heard tracks in (--heard)".to_owned(),
        Change::Lifted(rule) => format!("lift your rule: never list {}", names.rule(rule)),
        Change::Slider { signal, from, to } => {
            let (from, to) = (hundredths(from), hundredths(to));
            format!("move {signal} from {from} to {to} (--set {signal}={to})")
        }
        Change::Aside(seed) => format!("set {} aside (--without)", names.full(seed)),
        Change::Added { track, .. } => format!("play {} once", names.full(track)),
    }
}

/// The name of a kind of change, as in JSON.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Rule => "rule",
        Kind::Slider => "slider",
        Kind::Aside => "aside",
        Kind::Added => "added",
    }
}

/// The name of a guarantee, as in JSON.
fn guarantee_name(guarantee: Guarantee) -> &'static str {
    match guarantee {
        Guarantee::Smallest => "smallest",
        Guarantee::NoneBelow(_) => "none-below",
        Guarantee::Checked => "checked",
    }
}
