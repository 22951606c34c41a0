//! The very lists that a contribution rests on, one at a time.

use crate::pack::{CommonList, ListId, Pack, TrackId};

use super::Evidence;
use super::signals::{follows, list_name};

/// A list behind a contribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind {
    /// The list.
    pub list: ListId,
    /// Where the candidate stands in it, from 0.
    pub place: u32,
    /// Where the track that speaks stands: the seed, or its companion. `None` where the list speaks by its name, or just holds
    /// the candidate.
    pub speaker: Option<u32>,
    /// How many tracks it has.
    pub size: u32,
    /// Its part of the contribution's weight, in 1/65536, where that is a sum over lists.
    pub part: Option<u32>,
}

/// The lists behind one contribution to `track`: those with the largest part first, otherwise the newest. They come one by one,
/// the first at once. None where the evidence is no list.
pub fn lists_behind<'a>(
    pack: &'a Pack,
    track: TrackId,
    evidence: &'a Evidence,
) -> Box<dyn Iterator<Item = Behind> + 'a> {
    match evidence {
        Evidence::Lists { seed, .. } => Box::new(pack.common_lists(*seed, track).map(both)),
        Evidence::Alike { seed, companion, lists } => {
            let speaker = companion.unwrap_or(*seed);
            let held = move |(list, part): &(ListId, u32)| {
                let common = pack.common_list(*list, speaker, track)?;
                Some(Behind { part: Some(*part), ..both(common) })
            };
            Box::new(lists.iter().filter_map(held))
        }
        Evidence::After { seed, .. } => Box::new(follows::lists(pack, *seed, track).map(both)),
        Evidence::Named { word, .. } => Box::new(list_name::lists(pack, *word, track).map(alone)),
        Evidence::Count { .. } => Box::new(pack.common_lists(track, track).map(alone)),
        Evidence::Artist { .. }
        | Evidence::Tags { .. }
        | Evidence::Near { .. }
        | Evidence::Heard { .. }
        | Evidence::Above { .. } => Box::new(std::iter::empty()),
    }
}

fn both(c: CommonList) -> Behind {
    Behind { list: c.list, place: c.second, speaker: Some(c.first), size: c.size, part: None }
}

fn alone(c: CommonList) -> Behind {
    Behind { speaker: None, ..both(c) }
}
