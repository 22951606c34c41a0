//! What the person changes about the ranking: parts of the history set aside, tracks and artists blocked, levers moved; and how it
//! is taken back, done again, and kept.

use super::super::Keep;
use super::super::layout::Pane;
use super::super::page::mixer::place_of;
use super::super::page::{Kind, Lead};
use super::super::popup::confirm::Confirm;
use super::super::state::{Stage, State, Subject};
use super::pages::selected_track;
use super::{Ask, Effects};
use crate::choices::{Block, Choice, Lasts, Lever, Made, Part, Step, TrackName};
use crate::identify::Match;
use crate::pack::{Pack, TrackId};
use crate::text::{clean, counted};

/// Asks for the ranking of what is set now.
pub(super) fn ask(state: &mut State) -> Effects {
    let Stage::Loaded(library) = &state.stage else { return Effects::drawn(true) };
    state.asked += 1;
    let ask = Ask { generation: state.asked, listener: library.listener.clone(), query: state.query.clone() };
    Effects { rank: Some(ask), ..Effects::drawn(true) }
}

pub(super) fn notice(state: &mut State, text: impl Into<String>) -> Effects {
    state.notice = Some(text.into());
    Effects::drawn(true)
}

/// What a key that takes something away is about.
enum About {
    /// A track of the history: it shall not speak.
    Heard(TrackName),
    /// A track that could be listed: it shall not be.
    Listed(TrackName),
    /// A part of the history.
    Part(Part),
    /// Nothing, and why.
    Nothing(String),
}

fn heard_or_listed(state: &State, pack: &Pack, track: TrackId) -> About {
    let seeds = state.answer.as_ref().map(|a| &a.answer.seeds.tracks);
    let heard = seeds.is_some_and(|s| s.iter().any(|s| s.track == track));
    let name = TrackName::of_pack(pack, track);
    if heard { About::Heard(name) } else { About::Listed(name) }
}

/// What is selected, wherever the keys are.
fn about(state: &State) -> About {
    let Some(library) = state.library() else { return About::Nothing("nothing is loaded".into()) };
    let pack = &library.listener.pack;
    if let Some(page) = state.pages.last() {
        let row = page.list.selected().unwrap_or(0);
        return match (&page.kind, page.kind.lead(row)) {
            (_, Some(Lead::Track(track))) => heard_or_listed(state, pack, track),
            (_, Some(Lead::Listens(part))) => About::Part(part),
            (Kind::Track(page), Some(Lead::Evidence(n))) => {
                let seed = page.standing.as_ref().and_then(|s| s.contributions.get(n)?.evidence.seed());
                seed.map_or(About::Nothing(NO_SEED.into()), |t| About::Heard(TrackName::of_pack(pack, t)))
            }
            (Kind::Listens(page), _) => About::Part(page.part.clone()),
            (kind, _) => match kind.track(row) {
                Some(track) => heard_or_listed(state, pack, track),
                None => About::Nothing("nothing that can be set aside is selected".into()),
            },
        };
    }
    match (state.focus, state.subject) {
        (Pane::History, _) | (Pane::Why, Subject::Heard) => {
            let Some(row) = state.selected_heard() else { return About::Nothing(EMPTY.into()) };
            let found: Match = library.listener.matches.of(row.id);
            match found {
                Ok((track, _)) => About::Heard(TrackName::of_pack(pack, track)),
                Err(reason) => About::Nothing(format!("{}: it does not speak anyway", reason.name())),
            }
        }
        (Pane::Recommendations, _) => match selected_track(state) {
            Some(track) => About::Listed(TrackName::of_pack(pack, track)),
            None => About::Nothing(EMPTY.into()),
        },
        (Pane::Why, Subject::Recommendation) => {
            let seed = state.reasons.as_ref().and_then(|r| r.selected()).and_then(|c| c.evidence.seed());
            seed.map_or(About::Nothing(NO_SEED.into()), |t| About::Heard(TrackName::of_pack(pack, t)))
        }
    }
}

const NO_SEED: &str = "this reason rests on no track of your history";
const EMPTY: &str = "nothing is selected";

/// Sets what is selected aside, or takes it back: a track of the history does not speak, any other is not listed.
pub(super) fn set_aside(state: &mut State) -> Effects {
    match about(state) {
        About::Heard(track) => toggle(state, Choice::Without(Part::Track(track))),
        About::Listed(track) => toggle(state, Choice::Block(Block::Track(track))),
        About::Part(part) => toggle(state, Choice::Without(part)),
        About::Nothing(why) => notice(state, why),
    }
}

/// The same with all that is by the artist.
pub(super) fn set_artist_aside(state: &mut State) -> Effects {
    match about(state) {
        About::Heard(track) => toggle(state, Choice::Without(Part::Artist(track.artist().to_owned()))),
        About::Listed(track) => toggle(state, Choice::Block(Block::Artist(track.artist().to_owned()))),
        About::Part(Part::Track(track)) => {
            toggle(state, Choice::Without(Part::Artist(track.artist().to_owned())))
        }
        About::Part(_) => notice(state, "this is of no single artist: x takes it away"),
        About::Nothing(why) => {
            // A track that the pack does not know can still be by an artist who speaks.
            let heard = state.selected_heard().filter(|_| state.pages.is_empty());
            let artist = heard
                .zip(state.library())
                .map(|(row, l)| l.listener.history.track(row.id).artist.to_string());
            match artist.filter(|_| state.focus == Pane::History || state.subject == Subject::Heard) {
                Some(artist) => toggle(state, Choice::Without(Part::Artist(artist))),
                None => notice(state, why),
            }
        }
    }
}

/// Never lists the track in question again, or its artist, whatever speaks for it; or lets it in again.
pub(super) fn block(state: &mut State, artist: bool) -> Effects {
    let (Some(track), Some(library)) = (selected_track(state), state.library()) else {
        return notice(state, EMPTY);
    };
    let pack = &library.listener.pack;
    let block = if artist {
        Block::Artist(clean(pack.artist_name(pack.artist(track))).into_owned())
    } else {
        Block::Track(TrackName::of_pack(pack, track))
    };
    toggle(state, Choice::Block(block))
}

/// Makes a choice, or takes it back where it is in force.
pub(super) fn toggle(state: &mut State, choice: Choice) -> Effects {
    let words = choice.words();
    let made = state.query.choices.toggle(choice);
    state.notice = Some(if made { words } else { format!("taken back: {words}") });
    ask(state)
}

/// Makes choices in one step.
pub(super) fn make(state: &mut State, choices: Vec<Choice>) -> Effects {
    let said = match &choices[..] {
        [one] => one.words(),
        all => format!("{} in one step", counted(all.len(), "choice", "choices")),
    };
    if !state.query.choices.make_all(choices) {
        return notice(state, "that is so already");
    }
    state.notice = Some(said);
    ask(state)
}

/// Takes a choice out of force.
pub(super) fn lift(state: &mut State, choice: &Choice) -> Effects {
    state.query.choices.lift(choice);
    state.notice = Some(format!("taken back: {}", choice.words()));
    ask(state)
}

/// Lets heard tracks in, or keeps them out.
pub(super) fn heard_too(state: &mut State) -> Effects {
    if state.library().is_none() {
        return Effects::default();
    }
    let in_now = state.query.choices.toggle(Choice::Set(Lever::Heard));
    let said = if in_now { "tracks you heard are let in" } else { "tracks you heard are kept out" };
    state.notice = Some(said.to_owned());
    ask(state)
}

/// Takes the last change back.
pub(super) fn undo(state: &mut State) -> Effects {
    match state.query.choices.undo().map(Step::words) {
        None => notice(state, "nothing to take back"),
        Some(words) => {
            state.notice = Some(format!("undone: {words}"));
            ask(state)
        }
    }
}

/// Does the change again that was taken back last.
pub(super) fn redo(state: &mut State) -> Effects {
    match state.query.choices.redo().map(Step::words) {
        None => notice(state, "nothing to do again"),
        Some(words) => {
            state.notice = Some(format!("done again: {words}"));
            ask(state)
        }
    }
}

/// Goes to where everything stood after so many steps.
pub(super) fn travel(state: &mut State, steps: usize) -> Effects {
    let choices = &mut state.query.choices;
    let before = choices.done().len();
    while choices.done().len() > steps && choices.undo().is_some() {}
    while choices.done().len() < steps && choices.redo().is_some() {}
    if choices.done().len() == before {
        return Effects::default();
    }
    ask(state)
}

/// Moves the selected knob of the mixer.
pub(super) fn turn(state: &mut State, steps: i32, fine: bool) -> Effects {
    let Some(page) = state.pages.last() else { return Effects::default() };
    let Kind::Mixer(mixer) = &page.kind else { return Effects::default() };
    match mixer.moved(state, page.list.cursor, steps, fine) {
        Some(choice) => adjust(state, choice),
        None => Effects::default(),
    }
}

/// Puts a lever where it is asked for.
pub(super) fn adjust(state: &mut State, choice: Choice) -> Effects {
    let moved = match choice {
        Choice::Set(Lever::Preset(_)) => state.query.choices.make(choice),
        Choice::Set(Lever::Heard) => {
            state.query.choices.toggle(choice);
            true
        }
        _ => state.query.choices.adjust(choice),
    };
    if moved { ask(state) } else { Effects::default() }
}

/// Puts the selected knob, or all levers, back to what the pack says.
pub(super) fn reset(state: &mut State, all: bool) -> Effects {
    let changed = if all {
        state.query.choices.reset_levers()
    } else {
        let Some(page) = state.pages.last() else { return Effects::default() };
        let Kind::Mixer(mixer) = &page.kind else { return Effects::default() };
        let choice = mixer.knobs.get(page.list.cursor).and_then(|(knob, _)| place_of(*knob));
        choice.is_some_and(|c| state.query.choices.lift(&c))
    };
    if changed { ask(state) } else { notice(state, "it stands as the pack says") }
}

/// Asks whether what is chosen shall be kept: the choice on the row of what was done, or all that hold for this run only.
pub(super) fn keep(state: &mut State) -> Effects {
    let Some(place) = state.kept_at.clone() else {
        return notice(state, "choices are not kept in this run (--no-choices)");
    };
    let selected = state.pages.last().and_then(|p| match &p.kind {
        Kind::Done(done) => done.choice(p.list.selected()?),
        _ => None,
    });
    let wanted = |m: &&Made| match selected {
        Some(choice) => m.choice == *choice,
        None => !m.lasts.is_kept(),
    };
    let made: Vec<&Made> = state.query.choices.made().iter().filter(wanted).collect();
    if made.is_empty() {
        return notice(state, "nothing is chosen that is not kept already");
    }
    let change = |m: &&Made| {
        if m.lasts.is_kept() {
            Keep::Remove(m.choice.clone())
        } else {
            Keep::Add(Made { choice: m.choice.clone(), lasts: Lasts::Kept })
        }
    };
    state.confirm = Some(Confirm::new(made.iter().map(change).collect(), &place));
    Effects::drawn(true)
}

/// A yes to what was asked.
pub(super) fn confirm(state: &mut State) -> Effects {
    let Some(confirm) = state.confirm.take() else { return Effects::default() };
    Effects { keep: confirm.keeps, ..Effects::drawn(true) }
}

/// Takes in what became of keeping.
pub(super) fn kept(state: &mut State, keeps: Vec<Keep>, result: Result<String, String>) -> bool {
    let said = match result {
        Err(why) => why,
        Ok(said) => {
            for keep in keeps {
                match keep {
                    Keep::Add(made) => state.query.choices.keep(&made.choice, made.lasts),
                    Keep::Remove(choice) => state.query.choices.keep(&choice, Lasts::Run),
                }
            }
            if let (Stage::Loaded(library), Some(place)) = (&mut state.stage, &state.kept_at) {
                library.ledger.written.push(place.into());
            }
            said
        }
    };
    state.notice = Some(said);
    true
}
