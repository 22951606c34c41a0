//! The whole table as a page of Markdown, made by the code that decides.

use std::fmt::Write as _;

use crate::history::SourceKind;

use super::clause::Clause;
use super::gate::{PackTerms, Use, Verdict, decide};
use super::notice::{ATTRIBUTION, Question};

/// The page: for each source what may be done with it beside each kind of pack, then the questions and the clauses.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(
        "# What the terms allow\n\n\
         What may be done with what comes from a source, together with a pack. `glasscrate policy` prints this page from the code that decides. \
         The clauses are told in our words; none of this is legal advice.\n",
    );
    // What is said of several sources is said once.
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for kind in SourceKind::ALL {
        let table = table(kind);
        match told.iter_mut().find(|(t, _)| *t == table) {
            Some((_, names)) => names.push(kind.name()),
            None => told.push((table, vec![kind.name()])),
        }
    }
    for (table, names) in told {
        let _ = write!(page, "\n## From: {}\n\n{table}", names.join(", "));
    }
    page.push_str("\n## What is asked\n");
    for question in Question::ALL {
        let keeping = if question.is_remembered() {
            "A yes is remembered with its day; `glasscrate policy withdraw` takes it back."
        } else {
            "Asked each time."
        };
        let (name, asks) = (question.name(), question.asks());
        let _ = write!(page, "\n**{name}**: {asks} {keeping}\n");
        for paragraph in question.notice() {
            let _ = write!(page, "\n> {paragraph}\n>");
        }
        page.truncate(page.len() - "\n>".len());
        page.push('\n');
    }
    page.push_str("\n## Why something is refused\n\n| | where it stands | what it says | the way round |\n|---|---|---|---|\n");
    for clause in Clause::ALL {
        let (place, says, way) = (clause.place(), clause.says(), clause.way_round());
        let _ = writeln!(page, "| {} | {place} | {says} | {way} |", number(clause));
    }
    let _ = write!(
        page,
        "\n## How it is kept\n\n\
         - What the Web API gives has types that cannot be serialised, and the code that builds packs cannot take them; tests that must not compile show both.\n\
         - A history with plays from the Web API is never asked with a weight for `fitted`: the question itself sets it to zero and gives its weight to `together`, the counted weights of the same tracks; the pack that it asks has its fitted table closed. \
         The mix and the parameters of a pack are a few published numbers, chosen by a fixed procedure on the pack's own lists when it is built; no play of a listener goes into them.\n\
         - Answers about such a history are not written into a file that standard output was sent to, traces withhold its listens and seeds, and the interface keeps no choices while it is open.\n\
         - Packs name their licence on their card. Under any other than {} it is for who uses a pack to know what it allows.\n\
         - {ATTRIBUTION}\n",
        super::terms::MPD_RESEARCH
    );
    page
}

fn table(source: SourceKind) -> String {
    let mut table = String::from("| |");
    for pack in PackTerms::ALL {
        let _ = write!(table, " {} |", pack.name());
    }
    table.push_str("\n|---|---|---|\n");
    for to in Use::ALL {
        let _ = write!(table, "| {} |", to.name());
        for pack in PackTerms::ALL {
            let _ = write!(table, " {} |", cell(&decide(source, pack, to)));
        }
        table.push('\n');
    }
    table
}

fn cell(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Allowed => "allowed".to_owned(),
        Verdict::Asks(questions) => {
            let names: Vec<&str> = questions.iter().map(|q| q.name()).collect();
            format!("asks: {}", names.join(", "))
        }
        Verdict::Refused(clause) => format!("refused ({})", number(*clause)),
    }
}

/// From 1, in the order of the page.
fn number(clause: Clause) -> usize {
    Clause::ALL.iter().take_while(|c| **c != clause).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clause_and_question_is_reached_by_some_cell() {
        let cells: Vec<Verdict> = SourceKind::ALL
            .into_iter()
            .flat_map(|s| PackTerms::ALL.map(|p| (s, p)))
            .flat_map(|(s, p)| Use::ALL.map(|u| decide(s, p, u)))
            .collect();
        for clause in Clause::ALL {
            assert!(cells.contains(&Verdict::Refused(clause)), "{clause:?} refuses nothing");
        }
        for question in Question::ALL {
            let asked = cells.iter().any(|c| matches!(c, Verdict::Asks(q) if q.contains(&question)));
            assert!(asked, "{question:?} is never asked");
        }
    }
}
