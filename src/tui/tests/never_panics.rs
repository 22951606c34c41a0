//! Whatever is pressed, at whatever size: the screen is drawn, and the windows hold their cursors.

use proptest::prelude::*;
use ratatui::layout::Size;

use super::super::action::TABLE;
use super::super::update::Input;
use super::fixture::Fixture;

#[derive(Debug, Clone)]
enum Event {
    Act(usize, Option<u32>),
    Text(char),
    Paste(String),
    Press(u16, u16),
    Wheel(u16, u16, isize),
    Resize(u16, u16),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => (0..TABLE.len(), prop::option::of(1u32..200)).prop_map(|(n, c)| Event::Act(n, c)),
        3 => any::<char>().prop_map(Event::Text),
        1 => "\\PC{0,12}".prop_map(Event::Paste),
        2 => (0u16..220, 0u16..70).prop_map(|(x, y)| Event::Press(x, y)),
        1 => (0u16..220, 0u16..70, -9isize..9).prop_map(|(x, y, n)| Event::Wheel(x, y, n)),
        1 => (1u16..220, 1u16..70).prop_map(|(w, h)| Event::Resize(w, h)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn any_sequence_at_any_size_is_drawn(
        loads: bool,
        width in 1u16..220,
        height in 1u16..70,
        events in prop::collection::vec(event(), 1..24),
    ) {
        let mut f = if loads { Fixture::new(width, height) } else { Fixture::empty(width, height) };
        f.screen();
        for event in events {
            match event {
                Event::Act(n, count) => {
                    // A count is begun with 0, so that it is none of the keys of the panes.
                    for digit in count.map(|c| format!("0{c}")).unwrap_or_default().chars() {
                        f.keys(&digit.to_string());
                    }
                    f.keys(TABLE[n].keys[0]);
                }
                Event::Text(c) => {
                    let key = super::super::key::Key::plain(crossterm::event::KeyCode::Char(c));
                    f.input(Input::Key(key));
                }
                Event::Paste(text) => drop(f.input(Input::Paste(text))),
                Event::Press(x, y) => {
                    if let Some(hit) = f.regions.at(x, y) {
                        f.input(Input::Press(hit));
                    }
                }
                Event::Wheel(x, y, rows) => {
                    if let Some(hit) = f.regions.at(x, y) {
                        f.input(Input::Wheel(hit, rows));
                    }
                }
                Event::Resize(w, h) => drop(f.input(Input::Resize(Size::new(w, h)))),
            }
            f.screen();
            for list in [&f.state.history, &f.state.recommendations] {
                prop_assert!(list.cursor < list.len().max(1));
            }
        }
    }
}
