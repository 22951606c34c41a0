//! What lies over the panes as a page of its own, one above the other: the lists behind a reason, one list, any track, the
//! finder, the mixer, what was done, what is believed. A page is a head and a list of rows; each file has one kind: its data,
//! what its rows say, and what they lead to.
//!
//! Only the rows in the window are made into text. Must not know keys, threads, nor how a page is opened (`update::pages`).

pub mod beliefs;
pub mod done;
mod draw;
pub mod evidence;
pub mod finder;
pub mod list;
pub mod listens;
pub mod mixer;
pub mod track;

use ratatui::style::Style;

use super::action::Action;
use super::list::ListState;
use super::reasons::Role;
use super::state::{Library, State};
use crate::choices::{Choice, Part};
use crate::pack::{ListId, TrackId};

pub(super) use draw::style_of;
pub use draw::{draw, layout};

/// So far a page is looked through for a row that leads somewhere.
const FIRST_ROWS: usize = 16;

/// One page.
#[derive(Debug)]
pub struct Page {
    /// What is on it.
    pub kind: Kind,
    /// Cursor and window over its rows.
    pub list: ListState,
    /// The number of the request whose answers it takes; 0 before there is one.
    pub ticket: u64,
}

/// What is on a page.
#[derive(Debug)]
pub enum Kind {
    /// The lists that a contribution rests on.
    Evidence(evidence::Evidence),
    /// One list.
    List(list::OneList),
    /// Any track of the catalogue.
    Track(Box<track::TrackPage>),
    /// The finder over the catalogue.
    Finder(finder::Finder),
    /// The mixer.
    Mixer(mixer::Mixer),
    /// What was done.
    Done(done::Done),
    /// What is believed.
    Beliefs(beliefs::Beliefs),
    /// The listens behind a belief.
    Listens(listens::Listens),
}

/// Where a row leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// To a track.
    Track(TrackId),
    /// To a list, in which these tracks are marked.
    List(ListId, Vec<TrackId>),
    /// To the lists that a contribution of the page's track rests on.
    Evidence(usize),
    /// To all lists that hold the page's track.
    Lists,
    /// To all contributions of the page's track.
    Unfold,
    /// To a change that brings the page's track in.
    Change(usize),
    /// To what would take the page's track away.
    TakeAway,
    /// To setting that aside.
    TryWithout,
    /// To the state after so many steps.
    Step(usize),
    /// To taking a choice back.
    Lift(Choice),
    /// To the listens behind a part of the history.
    Listens(Part),
}

/// One row on the screen.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The columns.
    pub cells: Vec<(String, Style)>,
    /// A bar over the columns, that looks the same on a selected row: how many cells from the left, what, and in which style.
    pub bar: Option<(usize, String, Style)>,
}

impl Row {
    /// A row of columns.
    #[must_use]
    pub fn of(cells: Vec<(String, Style)>) -> Self {
        Self { cells, bar: None }
    }
}

impl Page {
    /// A page with its cursor on the first row that leads somewhere.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        let mut list = ListState::of(kind.len());
        list.go_to((0..kind.len().min(FIRST_ROWS)).find(|n| kind.lead(*n).is_some()).unwrap_or(0));
        Self { kind, list, ticket: 0 }
    }

    /// Where the selected row leads.
    #[must_use]
    pub fn lead(&self) -> Option<Lead> {
        self.kind.lead(self.list.selected()?)
    }

    /// True while the first of its rows are on their way.
    #[must_use]
    pub fn is_expected(&self) -> bool {
        match &self.kind {
            Kind::Evidence(page) => page.rows.is_empty() && !page.done,
            Kind::Track(page) => page.wanted() == Some(track::Wanted::Standing),
            Kind::Finder(page) => !page.done && !page.query().is_empty(),
            Kind::Beliefs(page) => page.all.is_none(),
            Kind::Listens(page) => page.listens.is_none(),
            Kind::List(_) | Kind::Mixer(_) | Kind::Done(_) => false,
        }
    }

    /// The list has as many rows as the kind has.
    pub fn recount(&mut self) {
        self.list.set_items(self.kind.len());
    }
}

impl Kind {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Evidence(page) => page.rows.len(),
            Self::List(page) => page.tracks.len(),
            Self::Track(page) => page.rows.len(),
            Self::Finder(page) => page.found.len(),
            Self::Mixer(page) => page.knobs.len(),
            Self::Done(page) => page.rows.len(),
            Self::Beliefs(page) => page.rows(),
            Self::Listens(page) => page.listens.as_ref().map_or(0, Vec::len),
        }
    }

    /// True without rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where a row leads.
    #[must_use]
    pub fn lead(&self, row: usize) -> Option<Lead> {
        match self {
            Self::Evidence(page) => page.lead(row),
            Self::List(page) => page.tracks.get(row).map(|t| Lead::Track(*t)),
            Self::Track(page) => page.lead(row),
            Self::Finder(page) => page.found.get(row).map(|f| Lead::Track(f.track)),
            Self::Done(page) => match page.choice(row) {
                Some(choice) => Some(Lead::Lift(choice.clone())),
                None => page.step(row).map(Lead::Step),
            },
            Self::Beliefs(page) => page.belief(row).map(|b| Lead::Listens(b.part.clone())),
            Self::Mixer(_) | Self::Listens(_) => None,
        }
    }

    /// The track that a row is about, or the page.
    #[must_use]
    pub fn track(&self, row: usize) -> Option<TrackId> {
        match (self, self.lead(row)) {
            (_, Some(Lead::Track(track))) => Some(track),
            (Self::Evidence(page), _) => Some(page.track),
            (Self::Track(page), _) => Some(page.track),
            _ => None,
        }
    }

    fn title(&self, library: &Library) -> String {
        match self {
            Self::Evidence(_) => "Evidence".to_owned(),
            Self::List(_) => "List".to_owned(),
            Self::Track(page) => format!("Track: {}", library.listener.pack.title(page.track)),
            Self::Finder(_) => "Find a track".to_owned(),
            Self::Mixer(_) => "Mixer".to_owned(),
            Self::Done(_) => "What was done".to_owned(),
            Self::Beliefs(_) => "What is believed of you".to_owned(),
            Self::Listens(_) => "Listens".to_owned(),
        }
    }

    fn head(&self, state: &State, library: &Library, cells: usize, row: usize) -> Vec<(Role, String)> {
        match self {
            Self::Evidence(page) => page.head(library, cells),
            Self::List(page) => page.head(library),
            Self::Track(page) => page.head(state, library),
            Self::Finder(page) => page.head(library),
            Self::Mixer(page) => page.head(state, row),
            Self::Done(_) => done::Done::head(state),
            Self::Beliefs(page) => page.head(),
            Self::Listens(page) => page.head(),
        }
    }

    fn row(&self, state: &State, library: &Library, row: usize, cells: usize) -> Row {
        match self {
            Self::Evidence(page) => page.row(state, library, row, cells),
            Self::List(page) => page.row(state, library, row, cells),
            Self::Track(page) => page.row(state, library, row, cells),
            Self::Finder(page) => page.row(state, library, row, cells),
            Self::Mixer(page) => page.row(state, row, cells),
            Self::Done(page) => page.row(state, row, cells),
            Self::Beliefs(page) => page.row(state, row, cells),
            Self::Listens(page) => page.row(state, library, row, cells),
        }
    }

    fn hints(&self) -> &'static [(Action, &'static str)] {
        match self {
            Self::Evidence(_) => {
                &[(Action::Open, "open the list"), (Action::TrackPage, "track"), (Action::Back, "back")]
            }
            Self::List(_) => {
                &[(Action::Open, "open the track"), (Action::SetAside, "away"), (Action::Back, "back")]
            }
            Self::Track(_) => &[
                (Action::Open, "follow"),
                (Action::Evidence, "lists"),
                (Action::TakeAway, "what takes it away"),
                (Action::Undo, "undo"),
                (Action::Back, "back"),
            ],
            Self::Finder(_) => &[(Action::Open, "open the track"), (Action::Back, "close")],
            Self::Mixer(_) => &[
                (Action::Less, "less"),
                (Action::More, "more"),
                (Action::Reset, "reset"),
                (Action::ResetAll, "all"),
                (Action::Undo, "undo"),
                (Action::Back, "back"),
            ],
            Self::Done(_) => &[
                (Action::Open, "go there, or lift"),
                (Action::Undo, "undo"),
                (Action::Redo, "redo"),
                (Action::Keep, "keep"),
                (Action::Back, "back"),
            ],
            Self::Beliefs(_) => &[
                (Action::NextTab, "next view"),
                (Action::Open, "listens"),
                (Action::SetAside, "believe it not"),
                (Action::Undo, "undo"),
                (Action::Back, "back"),
            ],
            Self::Listens(_) => &[(Action::Back, "back")],
        }
    }

    /// What is said where there are no rows.
    fn nothing(&self) -> &'static str {
        match self {
            Self::Evidence(page) if page.done => "No list holds both.",
            Self::Evidence(_) | Self::Track(_) => "looking …",
            Self::List(_) => "The list is empty.",
            Self::Finder(page) => page.nothing(),
            Self::Beliefs(page) if page.all.is_none() => "looking …",
            Self::Beliefs(page) => page.nothing(),
            Self::Listens(page) if page.listens.is_none() => "looking …",
            Self::Listens(_) | Self::Mixer(_) | Self::Done(_) => "Nothing.",
        }
    }
}

/// The columns of a track among others: title and artist share the room.
fn names(library: &Library, track: TrackId, cells: usize) -> (String, String) {
    use super::widget::row::left;
    let pack = &library.listener.pack;
    let title = cells * 11 / 20;
    let artist = cells.saturating_sub(title + 1);
    (left(pack.title(track), title), format!(" {}", left(pack.artist_name(pack.artist(track)), artist)))
}
