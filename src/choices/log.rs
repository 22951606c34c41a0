//! The choices in force, what was done to come there, and the way back and forth.

use jiff::civil::Date;

use super::choice::{Choice, Lever};

/// How long a choice holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasts {
    /// For this run.
    Run,
    /// Kept, for good.
    Kept,
    /// Kept, until the end of a day.
    Until(Date),
}

impl Lasts {
    /// True when it holds on a day.
    #[must_use]
    pub fn on(self, day: Date) -> bool {
        match self {
            Self::Run | Self::Kept => true,
            Self::Until(last) => day <= last,
        }
    }

    /// True for what is in the kept file.
    #[must_use]
    pub fn is_kept(self) -> bool {
        self != Self::Run
    }
}

/// A choice in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The choice.
    pub choice: Choice,
    /// How long it holds.
    pub lasts: Lasts,
}

impl Made {
    /// A choice for this run.
    #[must_use]
    pub fn now(choice: Choice) -> Self {
        Self { choice, lasts: Lasts::Run }
    }
}

/// One change of the choices in force: what stood at a place before, and what stands there after.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    at: usize,
    before: Option<Made>,
    after: Option<Made>,
}

/// What was done at once, and is taken back at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    changes: Vec<Change>,
    /// Further moves of the same lever join it.
    adjusts: bool,
}

impl Step {
    /// What was done, in words: "set aside: Roads · Portishead", "no longer set aside: …", "reset: 3 changes".
    #[must_use]
    pub fn words(&self) -> String {
        let told = |c: &Change| match (&c.before, &c.after) {
            (_, Some(after)) => after.choice.words(),
            (Some(before), None) => format!("no longer {}", before.choice.words()),
            (None, None) => String::new(),
        };
        match &self.changes[..] {
            [one] => told(one),
            all => match all.iter().filter_map(|c| c.after.as_ref()).next_back() {
                // A preset with the levers that it put back, or several at once.
                Some(Made { choice: preset @ Choice::Set(Lever::Preset(_)), .. }) => preset.words(),
                Some(_) => {
                    format!("{} changes, the last: {}", all.len(), all.last().map(told).unwrap_or_default())
                }
                None => format!("taken back: {} changes", all.len()),
            },
        }
    }
}

/// The choices in force, with undo and redo.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    made: Vec<Made>,
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Choices {
    /// What holds from the start: options, and what was kept. Where two are about the same thing, the later one holds. None of it
    /// is a step that can be taken back.
    #[must_use]
    pub fn starting_with(made: impl IntoIterator<Item = Made>) -> Self {
        let mut choices = Self::default();
        for m in made {
            choices.put(m);
        }
        Self { done: Vec::new(), ..choices }
    }

    /// The choices in force, in the order in which they were made.
    #[must_use]
    pub fn made(&self) -> &[Made] {
        &self.made
    }

    /// The choices in force, without how long they hold.
    pub fn in_force(&self) -> impl Iterator<Item = &Choice> {
        self.made.iter().map(|m| &m.choice)
    }

    /// True when this very choice is in force.
    #[must_use]
    pub fn holds(&self, choice: &Choice) -> bool {
        self.in_force().any(|c| c == choice)
    }

    /// The choice in force about the same thing: where a lever stands.
    #[must_use]
    pub fn about(&self, choice: &Choice) -> Option<&Choice> {
        self.in_force().find(|c| c.same_place(choice))
    }

    /// The steps that [`Self::undo`] takes back, the newest last.
    #[must_use]
    pub fn done(&self) -> &[Step] {
        &self.done
    }

    /// The steps that [`Self::redo`] does again, the next one last.
    #[must_use]
    pub fn undone(&self) -> &[Step] {
        &self.undone
    }

    /// Makes a choice for this run. False when it holds already. A preset puts the levers back that were moved before it.
    pub fn make(&mut self, choice: Choice) -> bool {
        self.make_all([choice])
    }

    /// Makes several choices in one step. False when all of them hold already.
    pub fn make_all(&mut self, choices: impl IntoIterator<Item = Choice>) -> bool {
        let first = self.done.len();
        for choice in choices {
            if matches!(choice, Choice::Set(Lever::Preset(_))) {
                self.take_out(|c| c.is_lever() && !c.same_place(&choice));
            }
            self.put(Made::now(choice));
        }
        self.join_from(first)
    }

    /// Moves a lever. Moves of one lever that follow each other are one step.
    pub fn adjust(&mut self, choice: Choice) -> bool {
        let first = self.done.len();
        self.put(Made::now(choice));
        if self.done.len() == first {
            return false;
        }
        let Some(mut step) = self.done.pop() else { return false };
        step.adjusts = true;
        self.undone.clear();
        match self.done.last_mut() {
            Some(before) if before.adjusts && before.changes[0].at == step.changes[0].at => {
                before.changes[0].after = step.changes.remove(0).after;
                if before.changes[0].before == before.changes[0].after {
                    // Moved back to where it stood: nothing was done.
                    self.done.pop();
                }
            }
            _ => self.done.push(step),
        }
        true
    }

    /// Takes a choice out of force: exactly this one, or what stands in its place. False when there is none.
    pub fn lift(&mut self, choice: &Choice) -> bool {
        let first = self.done.len();
        self.take_out(|c| c.same_place(choice));
        self.join_from(first)
    }

    /// Makes a choice, or takes it out of force where this very choice is. True when it is in force now.
    pub fn toggle(&mut self, choice: Choice) -> bool {
        if self.holds(&choice) {
            self.lift(&choice);
            return false;
        }
        self.make(choice)
    }

    /// Puts all levers back to what the pack says; parts set aside and rules stay. False when none was moved.
    pub fn reset_levers(&mut self) -> bool {
        let first = self.done.len();
        self.take_out(Choice::is_lever);
        self.join_from(first)
    }

    /// Takes everything out of force. False when nothing was.
    pub fn clear(&mut self) -> bool {
        let first = self.done.len();
        self.take_out(|_| true);
        self.join_from(first)
    }

    /// Says how long a choice holds, wherever it stands. It changes nothing in the ranking, so it is no step.
    pub fn keep(&mut self, choice: &Choice, lasts: Lasts) {
        let changes = self.done.iter_mut().chain(&mut self.undone).flat_map(|s| &mut s.changes);
        let logged = changes.flat_map(|c| [&mut c.before, &mut c.after]).flatten();
        for m in self.made.iter_mut().chain(logged).filter(|m| m.choice == *choice) {
            m.lasts = lasts;
        }
    }

    /// Takes the newest step back, and gives it.
    pub fn undo(&mut self) -> Option<&Step> {
        let step = self.done.pop()?;
        for change in step.changes.iter().rev() {
            replace(&mut self.made, change.at, change.after.is_some(), change.before.clone());
        }
        self.undone.push(step);
        self.undone.last()
    }

    /// Does the step again that was taken back last, and gives it.
    pub fn redo(&mut self) -> Option<&Step> {
        let step = self.undone.pop()?;
        for change in &step.changes {
            replace(&mut self.made, change.at, change.before.is_some(), change.after.clone());
        }
        self.done.push(step);
        self.done.last()
    }

    /// Puts a choice where one about the same thing stands, or behind all. Nothing where it holds.
    fn put(&mut self, made: Made) {
        let at = self.made.iter().position(|m| m.choice.same_place(&made.choice));
        let at = at.unwrap_or(self.made.len());
        let before = self.made.get(at).cloned();
        if before.as_ref().is_some_and(|b| b.choice == made.choice) {
            return;
        }
        self.change(Change { at, before, after: Some(made) });
    }

    fn take_out(&mut self, which: impl Fn(&Choice) -> bool) {
        for at in (0..self.made.len()).rev() {
            if which(&self.made[at].choice) {
                let before = Some(self.made[at].clone());
                self.change(Change { at, before, after: None });
            }
        }
    }

    /// Does one change, as a step of its own until [`Self::join_from`].
    fn change(&mut self, change: Change) {
        replace(&mut self.made, change.at, change.before.is_some(), change.after.clone());
        self.done.push(Step { changes: vec![change], adjusts: false });
    }

    /// Joins the steps from one on into one step. False when there is none.
    fn join_from(&mut self, first: usize) -> bool {
        if self.done.len() <= first {
            return false;
        }
        let changes = self.done.drain(first..).flat_map(|s| s.changes).collect();
        self.done.push(Step { changes, adjusts: false });
        self.undone.clear();
        true
    }
}

/// Brings one place from what stands there (if anything) to what shall stand there.
fn replace(made: &mut Vec<Made>, at: usize, stands: bool, shall: Option<Made>) {
    match (stands, shall) {
        (true, Some(m)) => made[at] = m,
        (true, None) => drop(made.remove(at)),
        (false, Some(m)) => made.insert(at, m),
        (false, None) => {}
    }
}
