//! The cost of one frame, and of one key, with a long history.
#![allow(clippy::expect_used)]
// What cannot fail here is tested elsewhere; a bench stops where it cannot go on.

use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use crossterm::event::KeyCode;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

use glasscrate::build::starter_pack;
use glasscrate::choices::Choices;
use glasscrate::history::{HistoryBuilder, RawListen, Source, SourceKind};
use glasscrate::policy::Ledger;
use glasscrate::query::{Listener, Query};
use glasscrate::tui::Loaded;
use glasscrate::tui::draw::draw;
use glasscrate::tui::key::Key;
use glasscrate::tui::state::{Library, State};
use glasscrate::tui::theme::Theme;
use glasscrate::tui::update::{Input, RankedNow, update};

const TRACKS: i64 = 20_000;

/// A state with a history of many tracks, the whole starter pack among them, and its ranking.
fn state(width: u16, height: u16) -> State {
    let pack = Arc::new(starter_pack().expect("the starter pack is tested"));
    let mut builder = HistoryBuilder::new();
    let source = builder.source(Source { kind: SourceKind::Csv, label: "long".into() });
    for n in 0..TRACKS {
        let raw = match pack.tracks().nth(n as usize * 9) {
            Some(t) => RawListen::named(pack.artist_name(pack.artist(t)), pack.title(t)),
            None => RawListen::named(&format!("artist {}", n % 500), &format!("title {n}")),
        };
        builder.push(source, RawListen { at: Some(n * 600), ..raw });
    }
    let listener = Listener::new(pack, Arc::new(builder.finish().0));
    let loaded =
        Loaded { listener, ledger: Ledger::default(), notes: Vec::new(), choices: Choices::default() };
    let query = Query { limit: 100, ..Query::default() };
    let mut state = State::new(query, TRACKS * 600, Theme::colour(), Size::new(width, height));
    let effects = update(&mut state, Input::Loaded(Ok(Box::new(Library::new(loaded)))));
    if let Some(ask) = effects.rank {
        let answer = ask.query.ask(&ask.listener);
        let took = std::time::Duration::ZERO;
        let ranked = RankedNow { generation: ask.generation, answer, took };
        update(&mut state, Input::Ranked(Box::new(ranked)));
    }
    state
}

fn frames(c: &mut Criterion) {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let mut state = state(width, height);
        let mut terminal =
            Terminal::new(TestBackend::new(width, height)).expect("a test backend does not fail");
        let mut down = true;
        c.bench_function(&format!("key and frame {width}x{height}, {TRACKS} tracks"), |b| {
            b.iter(|| {
                // Down and up: the reasons are gathered anew each time.
                let key = if down { 'j' } else { 'k' };
                down = !down;
                update(&mut state, Input::Key(Key::plain(KeyCode::Char(key))));
                terminal.draw(|frame| drop(draw(&state, frame))).expect("a test backend does not fail");
            });
        });
    }
    let mut state = state(120, 40);
    for c in ['1', '/'] {
        update(&mut state, Input::Key(Key::plain(KeyCode::Char(c))));
    }
    c.bench_function(&format!("filter of {TRACKS} tracks, one character"), |b| {
        b.iter(|| {
            update(&mut state, Input::Key(Key::plain(KeyCode::Char('t'))));
            update(&mut state, Input::Key(Key::plain(KeyCode::Backspace)));
        });
    });
}

criterion_group!(benches, frames);
criterion_main!(benches);
