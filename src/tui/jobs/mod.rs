//! What is worked out beside the interface, job by job: the lists behind a reason, finds, where a track stands. A job says what it
//! finds in portions and stops when nobody wants it any longer.
//!
//! Must not know threads (`work` runs the jobs) nor the screen.

mod find;

use std::sync::Arc;

use crate::choices::{Beliefs, By, Part, behind};
use crate::engine::counterfactual::{Effort, Guarantee, TakenAway};
use crate::engine::{Behind, Evidence, Standing, lists_behind};
use crate::history::Listen;
use crate::identify::Found;
use crate::pack::{Pack, TrackId};
use crate::query::{Answer, Listener, WhyNot};
use crate::trace::heaviest;
use find::Finding;

/// A pack with at most so many tracks is ranked in well under a millisecond, so that changes are searched for thoroughly.
const SMALL: usize = 20_000;

/// So many lists are told at once.
const PORTION: usize = 512;

/// Something to work out. What it finds bears its ticket.
#[derive(Debug, Clone)]
pub struct Job {
    /// The number of the request: a later one is newer.
    pub ticket: u64,
    /// What to do.
    pub task: Task,
}

/// What to work out.
#[derive(Debug, Clone)]
pub enum Task {
    /// The lists of a page of evidence, from some row on.
    Evidence(Arc<Pack>, TrackId, Evidence, usize),
    /// The tracks that a query finds.
    Find(Arc<Pack>, String),
    /// Where a track stands.
    Stand(Arc<Listener>, Arc<Answer>, TrackId),
    /// Why a track is not listed, and what would bring it in.
    WhyNot(Arc<Listener>, Arc<Answer>, TrackId),
    /// What would take a listed track away.
    TakeAway(Arc<Listener>, Arc<Answer>, TrackId),
    /// What is believed of the person, in one view.
    Beliefs(Arc<Listener>, Arc<Answer>, By),
    /// The listens behind a part of the history.
    Listens(Arc<Listener>, Part),
    /// What the lists of the heaviest track weigh.
    Heaviest(Arc<Pack>),
    /// Nothing: what this desk was asked before is no longer wanted.
    Stop(Desk),
}

/// Who does a job. Each works by itself, and drops what it was at for a newer job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// Lists.
    Lists,
    /// Finds.
    Finds,
    /// Questions about tracks and the pack.
    Questions,
    /// Sets of seeds: a search that may take seconds, beside which other questions go on.
    Sets,
    /// Counts over the whole pack.
    Counts,
}

impl Desk {
    /// All desks.
    pub const ALL: [Self; 5] = [Self::Lists, Self::Finds, Self::Questions, Self::Sets, Self::Counts];

    /// What it does, in a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lists => "lists",
            Self::Finds => "finder",
            Self::Questions => "questions",
            Self::Sets => "sets",
            Self::Counts => "counts",
        }
    }
}

impl Task {
    /// Who does it.
    #[must_use]
    pub fn desk(&self) -> Desk {
        match self {
            Self::Evidence(..) => Desk::Lists,
            Self::Find(..) => Desk::Finds,
            Self::Stand(..) | Self::WhyNot(..) | Self::Beliefs(..) | Self::Listens(..) => Desk::Questions,
            Self::TakeAway(..) => Desk::Sets,
            Self::Heaviest(..) => Desk::Counts,
            Self::Stop(desk) => *desk,
        }
    }
}

/// What a job found, so far.
#[derive(Debug)]
pub struct Told {
    /// The job's ticket.
    pub ticket: u64,
    /// What.
    pub what: What,
}

/// What a job found.
#[derive(Debug)]
pub enum What {
    /// Further lists, and whether these were the last.
    Lists(Vec<Behind>, bool),
    /// The best finds so far, of how many, and whether these are all.
    Found(Vec<Found>, usize, bool),
    /// Where a track stands.
    Standing(Box<Standing>),
    /// Why a track is not listed.
    WhyNot(Box<WhyNot>),
    /// What would take a track away.
    TakenAway(TakenAway),
    /// What is believed.
    Beliefs(Beliefs),
    /// Listens.
    Listens(Vec<Listen>),
    /// What the lists of the heaviest track weigh.
    Heaviest(u64),
}

/// Does jobs, one after another; keeps what the next one can use.
#[derive(Debug, Default)]
pub struct Clerk {
    finding: Finding,
}

impl Clerk {
    /// Does a job. `tell` takes what it finds and says whether it is still wanted.
    pub fn work(&mut self, job: Job, tell: &mut dyn FnMut(Told) -> bool, wanted: &dyn Fn() -> bool) {
        let Job { ticket, task } = job;
        let mut tell = |what| tell(Told { ticket, what });
        match task {
            Task::Evidence(pack, track, evidence, from) => {
                let mut lists = lists_behind(&pack, track, &evidence).skip(from);
                loop {
                    let portion: Vec<Behind> = lists.by_ref().take(PORTION).collect();
                    let done = portion.len() < PORTION;
                    if !tell(What::Lists(portion, done)) || done || !wanted() {
                        return;
                    }
                }
            }
            Task::Find(pack, query) => self.finding.find(&pack, &query, &mut tell, wanted),
            Task::Stand(listener, answer, track) => {
                let standing = answer.standing(&listener.pack, track);
                tell(What::Standing(Box::new(standing)));
            }
            Task::WhyNot(listener, answer, track) => {
                let standing = answer.standing(&listener.pack, track);
                let small = listener.pack.track_count() <= SMALL;
                let effort = if small { Effort::THOROUGH } else { Effort::QUICK };
                if let Some(why_not) = answer.why_not(&listener.pack, (track, &standing), effort) {
                    tell(What::WhyNot(Box::new(why_not)));
                }
            }
            Task::TakeAway(listener, answer, track) => {
                // What a moment finds is told at once; where that is not proven to be the smallest, a longer search follows.
                for effort in [Effort::QUICK, Effort::THOROUGH] {
                    let taken = answer.case(&listener.pack).take_away(track, effort);
                    let proven = is_proven(&taken);
                    if !tell(What::TakenAway(taken)) || proven || !wanted() {
                        return;
                    }
                }
            }
            Task::Beliefs(listener, answer, by) => drop(tell(What::Beliefs(answer.beliefs(&listener, by)))),
            Task::Listens(listener, part) => {
                let listens = behind(&part, &listener.heard()).copied().collect();
                tell(What::Listens(listens));
            }
            Task::Heaviest(pack) => drop(tell(What::Heaviest(heaviest(&pack)))),
            Task::Stop(_) => {}
        }
    }
}

/// True for an answer that no longer search can better.
fn is_proven(taken: &TakenAway) -> bool {
    match taken {
        TakenAway::NotListed => true,
        TakenAway::Stays { proven } => *proven,
        TakenAway::Without(fewest) => fewest.guarantee == Guarantee::Smallest,
    }
}
