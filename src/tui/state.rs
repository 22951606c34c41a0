//! Everything that the screen shows, as data. Only [`super::update`] changes it; [`super::draw`] reads it.

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::{Rect, Size};

use super::jobs::{Desk, Job, Task};
use super::keymap::{Mode, Pending};
use super::layout::{Arrangement, Pane, arrange};
use super::list::ListState;
use super::page::{Kind, Page};
use super::popup::confirm::Confirm;
use super::popup::help;
use super::reasons::{Belief, Reasons};
use super::search::Haystack;
use super::theme::Theme;
use super::{Loaded, Loading};
use crate::choices::Choices;
use crate::engine::{Move, Ranked, moves};
use crate::history::{HeardId, Outcome, UnixSeconds};
use crate::policy::Ledger;
use crate::query::{Answer, Listener, Query};

/// The state of the interface.
#[derive(Debug)]
pub struct State {
    /// The size of the terminal, in cells.
    pub size: Size,
    /// The time against which ages are shown.
    pub now: UnixSeconds,
    /// The styles.
    pub theme: Theme,
    /// The pane that has the keys.
    pub focus: Pane,
    /// What the Why pane is about: the selected row of this list.
    pub subject: Subject,
    /// True when the focused pane is shown alone.
    pub zoom: bool,
    /// The list whose filter is being typed.
    pub typing: Option<Target>,
    /// The help, when it is open.
    pub help: Option<ListState>,
    /// What waits for a yes.
    pub confirm: Option<Confirm>,
    /// Where choices are kept, if they are.
    pub kept_at: Option<String>,
    /// The pages over the panes, the topmost last.
    pub pages: Vec<Page>,
    /// The number of the newest request for something beside a ranking.
    pub tickets: u64,
    /// The newest request to each desk: what older ones were at is dropped there.
    pub newest: [u64; Desk::ALL.len()],
    /// What the lists of the pack's heaviest track weigh, once it was asked for and counted.
    pub heaviest: Option<u64>,
    /// What is half typed.
    pub pending: Pending,
    /// One line about the last thing that was asked, until the next.
    pub notice: Option<String>,
    /// Where the data is.
    pub stage: Stage,
    /// What the person has set.
    pub query: Query,
    /// The number of the newest request for a ranking.
    pub asked: u64,
    /// The newest answer.
    pub answer: Option<Answered>,
    /// The rows of the history.
    pub history: ListState,
    /// The rows of the recommendations.
    pub recommendations: ListState,
    /// The reasons of the selected recommendation.
    pub reasons: Option<Reasons>,
    /// What is believed of the selected track of the history.
    pub belief: Option<Belief>,
    pub(super) history_texts: Vec<Haystack>,
    pub(super) recommendation_texts: Vec<Haystack>,
}

/// What the Why pane is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The selected recommendation.
    Recommendation,
    /// The selected track of the history.
    Heard,
}

/// A list with a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The history.
    History,
    /// The recommendations.
    Recommendations,
    /// The help.
    Help,
    /// The topmost page.
    Page,
}

/// Where the data is.
#[derive(Debug)]
pub enum Stage {
    /// On its way.
    Loading(Loading),
    /// Here.
    Loaded(Library),
    /// Not to be had, and why.
    Failed(String),
}

/// What was loaded, with what the panes need of it at hand.
#[derive(Debug)]
pub struct Library {
    /// History, pack and matches.
    pub listener: Arc<Listener>,
    /// What was read, sent and written.
    pub ledger: Ledger,
    /// Lines about the loading.
    pub notes: Vec<String>,
    /// What holds from the start.
    pub choices: Choices,
    /// The distinct tracks of the history, newest listen first.
    pub rows: Vec<HeardRow>,
    /// How many listens are of tracks that the pack knows.
    pub matched: usize,
}

/// One distinct track of the history, as the history pane shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeardRow {
    /// The track.
    pub id: HeardId,
    /// The newest listen.
    pub last: Option<UnixSeconds>,
    /// Full plays.
    pub plays: u32,
    /// Skips.
    pub skips: u32,
}

impl Library {
    /// Gathers the rows of what was loaded.
    #[must_use]
    pub fn new(loaded: Loaded) -> Self {
        let Loaded { listener, ledger, notes, choices } = loaded;
        let history = &listener.history;
        let mut row_of: Vec<Option<u32>> = vec![None; history.tracks().len()];
        let mut rows: Vec<HeardRow> = Vec::with_capacity(history.tracks().len());
        for l in history.listens() {
            let next = rows.len() as u32;
            let at = *row_of[l.track.0 as usize].get_or_insert_with(|| {
                rows.push(HeardRow { id: l.track, last: l.at, plays: 0, skips: 0 });
                next
            });
            let row = &mut rows[at as usize];
            match l.outcome {
                Outcome::Played => row.plays = row.plays.saturating_add(l.count),
                Outcome::Skipped => row.skips = row.skips.saturating_add(l.count),
            }
        }
        let matched = listener.matches.matched_listens(history);
        Self { listener: Arc::new(listener), ledger, notes, choices, rows, matched }
    }

    /// The names of the rows, to be indexed for the filter.
    #[must_use]
    pub fn names(&self) -> Names {
        Names { listener: self.listener.clone(), ids: self.rows.iter().map(|r| r.id).collect() }
    }
}

/// The names of the rows of the history, in their order.
#[derive(Debug, Clone)]
pub struct Names {
    listener: Arc<Listener>,
    ids: Vec<HeardId>,
}

impl Names {
    /// Folds them.
    #[must_use]
    pub fn index(&self) -> Vec<Haystack> {
        let text = |id: &HeardId| {
            let track = self.listener.history.track(*id);
            Haystack::new(&[&track.title, &track.artist])
        };
        self.ids.iter().map(text).collect()
    }
}

/// An answer, and what changed with it.
#[derive(Debug)]
pub struct Answered {
    /// The answer.
    pub answer: Arc<Answer>,
    /// How long it took.
    pub took: Duration,
    /// What became of each listed track since the answer before; the first answer moves nothing.
    pub marks: Vec<Move>,
    /// Which request it answers.
    pub generation: u64,
}

impl Answered {
    /// Compares an answer with the one before.
    #[must_use]
    pub fn new(answer: Answer, took: Duration, generation: u64, before: Option<&Self>) -> Self {
        let now = &answer.ranking.listed;
        let marks = moves(before.map_or(now, |b| &b.answer.ranking.listed), now).marks;
        Self { answer: Arc::new(answer), took, marks, generation }
    }
}

impl Answered {
    /// The listed tracks; none where no seed speaks, for then nothing but the other signals would be told apart.
    #[must_use]
    pub fn listed(&self) -> &[Ranked] {
        if self.answer.has_seeds() { &self.answer.ranking.listed } else { &[] }
    }
}

impl State {
    /// The state before anything is loaded.
    #[must_use]
    pub fn new(query: Query, now: UnixSeconds, theme: Theme, size: Size) -> Self {
        Self {
            size,
            now,
            theme,
            focus: Pane::Recommendations,
            subject: Subject::Recommendation,
            zoom: false,
            typing: None,
            help: None,
            confirm: None,
            kept_at: None,
            pages: Vec::new(),
            tickets: 0,
            newest: [0; Desk::ALL.len()],
            heaviest: None,
            pending: Pending::default(),
            notice: None,
            stage: Stage::Loading(Loading::default()),
            query,
            asked: 0,
            answer: None,
            history: ListState::default(),
            recommendations: ListState::default(),
            reasons: None,
            belief: None,
            history_texts: Vec::new(),
            recommendation_texts: Vec::new(),
        }
    }

    /// What was loaded, once it is.
    #[must_use]
    pub fn library(&self) -> Option<&Library> {
        match &self.stage {
            Stage::Loaded(library) => Some(library),
            Stage::Loading(_) | Stage::Failed(_) => None,
        }
    }

    /// True when a track of the history is set aside, by the newest answer.
    #[must_use]
    pub fn is_aside(&self, id: HeardId) -> bool {
        self.answer.as_ref().is_some_and(|a| a.answer.aside().contains(id))
    }

    /// What keys mean at the moment.
    #[must_use]
    pub fn mode(&self) -> Mode {
        if self.confirm.is_some() {
            return Mode::Confirm;
        }
        match (self.typing, &self.help, self.pages.last().map(|p| &p.kind)) {
            (Some(_), _, _) => Mode::Filter,
            (None, Some(_), _) => Mode::Help,
            (None, None, Some(Kind::Finder(_))) => Mode::Find,
            (None, None, Some(Kind::Mixer(_))) => Mode::Mixer,
            (None, None, Some(_)) => Mode::Page,
            (None, None, None) => Mode::Panes,
        }
    }

    /// True when a ranking was asked for and has not come.
    #[must_use]
    pub fn waiting(&self) -> bool {
        self.answer.as_ref().map_or(0, |a| a.generation) < self.asked
    }

    /// A job for a desk, with a ticket of its own.
    pub fn job(&mut self, task: Task) -> Job {
        self.tickets += 1;
        self.newest[task.desk() as usize] = self.tickets;
        Job { ticket: self.tickets, task }
    }

    /// True while something is about to come that is better waited for than drawn without: a ranking, or the first rows of a
    /// page.
    #[must_use]
    pub fn expects(&self) -> bool {
        self.waiting() || self.pages.last().is_some_and(Page::is_expected)
    }

    /// The selected row of the history.
    #[must_use]
    pub fn selected_heard(&self) -> Option<HeardRow> {
        self.library()?.rows.get(self.history.selected()?).copied()
    }

    /// Where everything stands on the screen; `None` when it is too small.
    #[must_use]
    pub fn arrangement(&self) -> Option<Arrangement> {
        arrange(Rect::from(self.size), self.focus, self.zoom)
    }

    /// The list that a target names, unless the help is closed.
    pub fn list_mut(&mut self, target: Target) -> Option<&mut ListState> {
        match target {
            Target::History => Some(&mut self.history),
            Target::Recommendations => Some(&mut self.recommendations),
            Target::Help => self.help.as_mut(),
            Target::Page => self.pages.last_mut().map(|p| &mut p.list),
        }
    }

    /// Applies a list's filter again.
    pub fn refilter(&mut self, target: Target) {
        match target {
            Target::History => {
                self.index_history();
                self.history.refilter(&self.history_texts);
            }
            Target::Recommendations => {
                self.index_recommendations();
                self.recommendations.refilter(&self.recommendation_texts);
            }
            Target::Help => {
                if let Some(list) = &mut self.help {
                    list.refilter(&help::texts());
                }
            }
            Target::Page => {}
        }
    }

    /// Folds the names of the history, if a filter needs them before they come.
    fn index_history(&mut self) {
        let Stage::Loaded(library) = &self.stage else { return };
        if self.history_texts.len() != library.rows.len() {
            self.history_texts = library.names().index();
        }
    }

    fn index_recommendations(&mut self) {
        let (Stage::Loaded(library), Some(answered)) = (&self.stage, &self.answer) else { return };
        let pack = &library.listener.pack;
        self.recommendation_texts = answered
            .listed()
            .iter()
            .map(|r| Haystack::new(&[pack.title(r.track), pack.artist_name(pack.artist(r.track))]))
            .collect();
    }
}
