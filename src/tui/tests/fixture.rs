//! A fixed history over the starter pack, and a state that keys are typed into.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

use super::super::draw::draw;
use super::super::jobs::Clerk;
use super::super::key::Key;
use super::super::region::Regions;
use super::super::state::{Library, State};
use super::super::theme::Theme;
use super::super::update::{Effects, Input, RankedNow, update};
use super::super::{Keep, Loaded, Loading};
use crate::build::starter_pack;
use crate::choices::Choices;
use crate::history::{DAY, HistoryBuilder, Outcome, RawListen, Source, SourceKind};
use crate::pack::Pack;
use crate::policy::Ledger;
use crate::query::{Listener, Query};

pub(super) const NOW: i64 = 1_795_000_000;

/// Artist, title, age in hours, plays, skips.
const HEARD: [(&str, &str, i64, u32, u32); 16] = [
    ("Massive Attack", "Teardrop", 5, 4, 0),
    ("Portishead", "Glory Box", 26, 2, 0),
    ("Tricky", "Overcome", 50, 1, 2),
    ("Portishead", "Roads (Live)", 51, 1, 0),
    ("Björk", "Jóga", 75, 3, 0),
    ("Morcheeba", "The Sea", 100, 1, 0),
    ("Lamb", "Górecki", 190, 2, 0),
    ("A Band Nobody Lists", "An Unlisted Song", 200, 1, 0),
    ("Massive Attack", "A Song They Never Made", 210, 1, 0),
    ("Hooverphonic", "2Wicky", 400, 1, 0),
    ("Goldfrapp", "Utopia", 900, 5, 0),
    ("DJ Shadow", "Organ Donor", 1_500, 0, 1),
    ("RJD2", "Ghostwriter", 2_000, 2, 0),
    ("Moloko", "Fun for Me", 3_000, 1, 0),
    ("UNKLE", "Lonely Soul", 9_000, 6, 0),
    ("Archive", "Londinium", 20_000, 1, 0),
];

fn pack() -> Arc<Pack> {
    static PACK: OnceLock<Arc<Pack>> = OnceLock::new();
    PACK.get_or_init(|| Arc::new(starter_pack().unwrap())).clone()
}

pub(super) fn loaded(heard: &[(&str, &str, i64, u32, u32)]) -> Loaded {
    loaded_from(pack(), heard)
}

pub(super) fn loaded_from(pack: Arc<Pack>, heard: &[(&str, &str, i64, u32, u32)]) -> Loaded {
    let mut builder = HistoryBuilder::new();
    let source = builder.source(Source { kind: SourceKind::Starter, label: "evening".into() });
    for (artist, title, hours, plays, skips) in heard {
        for (count, outcome) in [(*plays, Outcome::Played), (*skips, Outcome::Skipped)] {
            for n in 0..i64::from(count) {
                let at = Some(NOW - hours * 3_600 - n * 3 * DAY);
                builder.push(source, RawListen { at, outcome, ..RawListen::named(artist, title) });
            }
        }
    }
    let listener = Listener::new(pack, Arc::new(builder.finish().0));
    let ledger = Ledger { read: vec!["sample history evening".into()], ..Ledger::default() };
    Loaded { listener, ledger, notes: Vec::new(), choices: Choices::default() }
}

/// A state, and a worker that answers at once and says that it took 0.4 ms.
pub(super) struct Fixture {
    pub(super) state: State,
    pub(super) regions: Regions,
    /// What a yes has written.
    pub(super) kept: Vec<Keep>,
    clerk: Clerk,
}

impl Fixture {
    /// Before anything is loaded.
    pub(super) fn empty(width: u16, height: u16) -> Self {
        let query = Query { limit: 50, ..Query::default() };
        let mut state = State::new(query, NOW, Theme::colour(), Size::new(width, height));
        state.kept_at = Some("~/.config/glasscrate/choices.toml".into());
        Self { state, regions: Regions::default(), kept: Vec::new(), clerk: Clerk::default() }
    }

    /// With the fixed history.
    pub(super) fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, loaded(&HEARD))
    }

    /// With a history.
    pub(super) fn with(width: u16, height: u16, loaded: Loaded) -> Self {
        let mut f = Self::empty(width, height);
        f.input(Input::Loaded(Ok(Box::new(Library::new(loaded)))));
        f
    }

    /// On the page of a track that ranks some places below the last listed one.
    pub(super) fn on_an_unlisted_track(width: u16, height: u16) -> Self {
        let mut f = Self::new(width, height);
        let listener = &f.state.library().unwrap().listener;
        let further = Query { limit: 70, ..Query::default() }.ask(listener).ranking.listed[58].track;
        let pack = &listener.pack;
        let name = format!("{} {}", pack.title(further), pack.artist_name(pack.artist(further)));
        f.keys("f").type_text(&name).keys("enter");
        f
    }

    pub(super) fn input(&mut self, input: Input) -> Effects {
        let mut effects = update(&mut self.state, input);
        self.work(&mut effects);
        effects
    }

    /// Does at once what threads would do.
    pub(super) fn work(&mut self, effects: &mut Effects) {
        while effects.rank.is_some() || !effects.jobs.is_empty() || !effects.keep.is_empty() {
            let keeps = std::mem::take(&mut effects.keep);
            if !keeps.is_empty() {
                self.kept.extend(keeps.clone());
                let said = Ok("written to ~/.config/glasscrate/choices.toml".into());
                effects.merge(update(&mut self.state, Input::Kept(keeps, said)));
            }
            for job in std::mem::take(&mut effects.jobs) {
                let mut found = Vec::new();
                let mut tell = |told| {
                    found.push(told);
                    true
                };
                self.clerk.work(job, &mut tell, &|| true);
                for told in found {
                    effects.merge(update(&mut self.state, Input::Told(told)));
                }
            }
            let Some(ask) = effects.rank.take() else { continue };
            let answer = ask.query.ask(&ask.listener);
            let took = Duration::from_micros(400);
            let ranked = RankedNow { generation: ask.generation, answer, took };
            effects.merge(update(&mut self.state, Input::Ranked(Box::new(ranked))));
        }
    }

    /// Presses keys, written as in the action table and parted by blanks.
    pub(super) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.input(Input::Key(Key::parse(key).unwrap_or_else(|| panic!("{key} is no key"))));
        }
        self
    }

    /// Types a text, character by character.
    pub(super) fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.input(Input::Key(Key::plain(crossterm::event::KeyCode::Char(c))));
        }
        self
    }

    pub(super) fn loading(&mut self, stage: &str, done: u64, total: Option<u64>) {
        self.input(Input::Loading(Loading { stage: stage.into(), done, total }));
    }

    /// Draws, and gives the screen as text.
    pub(super) fn screen(&mut self) -> String {
        let Size { width, height } = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| self.regions = draw(&self.state, frame)).unwrap();
        terminal.backend().to_string()
    }

    /// Presses the mouse on the first cell that shows a text.
    pub(super) fn press(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        let (row, column) = screen
            .lines()
            .enumerate()
            .find_map(|(row, line)| {
                // Each line of the dump is quoted.
                let before = line.split_once(text)?.0;
                Some((row, crate::text::width(before) - 1))
            })
            .unwrap_or_else(|| panic!("{text} is not on the screen:\n{screen}"));
        let hit = self.regions.at(column as u16, row as u16).unwrap();
        self.input(Input::Press(hit));
        self
    }

    /// The title of the selected recommendation.
    pub(super) fn recommended(&self) -> String {
        let library = self.state.library().unwrap();
        let answered = self.state.answer.as_ref().unwrap();
        let at = self.state.recommendations.selected().unwrap();
        library.listener.pack.title(answered.answer.ranking.listed[at].track).to_owned()
    }

    /// The title of the selected track of the history.
    pub(super) fn heard(&self) -> String {
        let library = self.state.library().unwrap();
        let row = self.state.selected_heard().unwrap();
        library.listener.history.track(row.id).title.to_string()
    }

    /// How many tracks of the history are set aside.
    pub(super) fn aside(&self) -> usize {
        self.state.answer.as_ref().map_or(0, |a| a.answer.aside().len())
    }

    /// The hash of the ranking.
    pub(super) fn hash(&self) -> String {
        self.state.answer.as_ref().unwrap().answer.ranking.hash.clone()
    }
}
