//! The status line: facts from the left, a hint on the right, and what does not fit is left out.

use crate::text::{fit, width};

const BETWEEN: &str = " · ";

/// Joins as many facts as fit beside the hint, from the first on. The last facts are left out first.
#[must_use]
pub fn line(facts: &[String], hint: &str, cells: usize) -> String {
    let hint_cells = if width(hint) + 2 <= cells { width(hint) } else { 0 };
    let room = cells.saturating_sub(hint_cells + 2);
    let mut text = String::new();
    for fact in facts {
        let more = if text.is_empty() { fact.clone() } else { format!("{text}{BETWEEN}{fact}") };
        if width(&more) > room {
            if text.is_empty() {
                text = fit(fact, room);
            }
            break;
        }
        text = more;
    }
    let blanks = cells.saturating_sub(width(&text) + hint_cells + 1);
    let hint = if hint_cells == 0 { "" } else { hint };
    format!(" {text}{}{hint}", " ".repeat(blanks.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn later_facts_go_first() {
        let facts = ["50 listens".to_owned(), "47 matched".to_owned(), "starter pack".to_owned()];
        assert_eq!(
            line(&facts, "? help", 50),
            " 50 listens · 47 matched · starter pack    ? help ".trim_end()
        );
        assert_eq!(line(&facts, "? help", 34), " 50 listens · 47 matched   ? help");
        assert_eq!(line(&facts, "? help", 6), " 50 …");
    }

    proptest! {
        #[test]
        fn never_wider_than_the_screen(facts in prop::collection::vec("[a-z ]{0,20}", 0..6), cells in 2usize..100) {
            prop_assert!(width(&line(&facts, "? help", cells)) <= cells);
        }
    }
}
