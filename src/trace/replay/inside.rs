//! Adds a document up by itself: needs no pack, so it holds for traces that withhold their seeds, too.

use std::collections::HashSet;

use crate::engine::{MIXER_ONE, SCALE, SignalKind};
use crate::history::SEED_ONE;

use super::{Differences, How};
use crate::trace::document::{ContributionPart, Document, ListedPart, checks, rule};

/// Everything in the document that contradicts itself: products that are not the points, points that do not sum to the score,
/// ranks out of order, references to nothing, and parts that do not have their digest any more.
pub fn inside(doc: &Document) -> Result<Differences, serde_json::Error> {
    let mut found = Differences::default();
    scales(doc, &mut found);
    for (n, listed) in doc.listed.iter().enumerate() {
        ranks(doc, n, listed, &mut found);
        contributions(doc, n, listed, &mut found);
    }
    let limit = doc.settings.limit as usize;
    if doc.listed.len() > limit {
        let (has, may) = (doc.listed.len().to_string(), format!("at most {limit}"));
        found.add("/listed".into(), has, may, How::Elsewhere);
    }
    named(doc, &mut found);
    digests(doc, &mut found)?;
    Ok(found)
}

fn scales(doc: &Document, found: &mut Differences) {
    let s = &doc.scales;
    for (path, written, computed) in [
        ("/scale", doc.scale, SCALE),
        ("/scales/seed", s.seed, i64::from(SEED_ONE)),
        ("/scales/mixer", s.mixer, i64::from(MIXER_ONE)),
        ("/scales/weight", s.weight, 1 << 16),
    ] {
        found.compare(|| path.to_owned(), &written, &computed, How::Elsewhere);
    }
}

fn ranks(doc: &Document, n: usize, listed: &ListedPart, found: &mut Differences) {
    found.compare(|| format!("/listed/{n}/rank"), &u64::from(listed.rank), &(n as u64 + 1), How::Order);
    if let Some(above) = n.checked_sub(1).and_then(|n| doc.listed.get(n))
        && above.score < listed.score
    {
        let most = format!("at most {}", above.score);
        found.add(format!("/listed/{n}/score"), listed.score.to_string(), most, How::Order);
    }
    if u64::from(listed.rank_before) > doc.candidates || listed.rank_before == 0 {
        let range = format!("1 to {}", doc.candidates);
        found.add(format!("/listed/{n}/rank_before"), listed.rank_before.to_string(), range, How::Order);
    }
}

fn contributions(doc: &Document, n: usize, listed: &ListedPart, found: &mut Differences) {
    let sum = |own: &mut dyn Iterator<Item = &ContributionPart>| -> i128 {
        own.map(|c| i128::from(c.points)).sum()
    };
    let is_repeat = |c: &&ContributionPart| c.signal == SignalKind::ArtistRepeat;
    let before = sum(&mut listed.contributions.iter().filter(|c| !is_repeat(c)));
    let whole = sum(&mut listed.contributions.iter());
    found.compare(|| format!("/listed/{n}/score"), &i128::from(listed.score), &whole, How::Sum);
    let mut larger = u64::MAX;
    for (m, c) in listed.contributions.iter().enumerate() {
        let path = |field: &str| format!("/listed/{n}/contributions/{m}/{field}");
        let (a, b, w) = c.factors;
        let mixer = doc.settings.mixer.get(&c.signal).copied().unwrap_or_default();
        let points = if c.signal == SignalKind::ArtistRepeat {
            found.compare(|| path("factors/2"), &i128::from(w), &before, How::Sum);
            found.compare(|| path("factors/0"), &a, &i64::from(mixer), How::Elsewhere);
            let share = (i128::from(a) * i128::from(b)).clamp(0, i128::from(MIXER_ONE));
            -(i128::from(w.max(0)) * share / i128::from(MIXER_ONE))
        } else {
            found.compare(|| path("factors/1"), &b, &i64::from(mixer), How::Elsewhere);
            i128::from(a).saturating_mul(i128::from(b)).saturating_mul(i128::from(w))
        };
        found.compare(|| path("points"), &i128::from(c.points), &points, How::Product);
        if c.points.unsigned_abs() > larger {
            let most = format!("at most {larger}, either way");
            found.add(path("points"), c.points.to_string(), most, How::Order);
        }
        larger = c.points.unsigned_abs();
        if !c.parts.is_empty() {
            let sum: i128 = c.parts.iter().map(|p| i128::from(*p)).sum();
            found.compare(|| path("factors/2"), &i128::from(w), &sum, How::Sum);
            let lists = c.lists.map_or(0, u64::from);
            found.compare(|| path("lists"), &lists, &(c.parts.len() as u64), How::Elsewhere);
            let rows = c.list_rows.len() as u64;
            found.compare(|| path("list_rows"), &rows, &(c.parts.len() as u64), How::Elsewhere);
        }
        speaker(doc, c, &path, found);
        if c.above.is_some_and(|above| above == 0 || above >= listed.rank) {
            let range = format!("1 to {}", listed.rank.saturating_sub(1));
            found.add(path("above"), c.above.unwrap_or_default().to_string(), range, How::Order);
        }
    }
}

/// The seed factor is the weight of the seed that is named; of a companion, the mean of all, which is not looked into here.
fn speaker(doc: &Document, c: &ContributionPart, path: &dyn Fn(&str) -> String, found: &mut Differences) {
    let weight = |kind: &str, at: u32, weights: &dyn Fn(usize) -> Option<u32>, found: &mut Differences| {
        let count = doc.seeds.tracks.len().max(doc.seeds.artists.len());
        match weights(at as usize) {
            None => found.add(path(kind), at.to_string(), format!("below {count}"), How::Elsewhere),
            Some(_) if c.signal == SignalKind::ListsLikeYours => {}
            Some(w) => found.compare(|| path("factors/0"), &c.factors.0, &i64::from(w), How::Elsewhere),
        }
    };
    if let Some(at) = c.seed {
        weight("seed", at, &|n| doc.seeds.tracks.get(n).map(|s| s.weight), found);
    }
    if let Some(at) = c.artist_seed {
        weight("artist_seed", at, &|n| doc.seeds.artists.get(n).map(|s| s.weight), found);
    }
}

/// Every row that is named has a name in the tables.
fn named(doc: &Document, found: &mut Differences) {
    let tracks: HashSet<u32> = doc.tracks.iter().map(|t| t.row).collect();
    let lists: HashSet<u32> = doc.lists.iter().map(|l| l.row).collect();
    let artists: HashSet<u32> = doc.artists.iter().map(|a| a.row).collect();
    let tags: HashSet<u32> = doc.tags.iter().map(|t| t.row).collect();
    let words: HashSet<u32> = doc.words.iter().map(|w| w.row).collect();
    let mut look = |table: &str, rows: &HashSet<u32>, row: u32, path: &dyn Fn() -> String| {
        if !rows.contains(&row) {
            found.add(path(), row.to_string(), format!("a row of /{table}"), How::Elsewhere);
        }
    };
    for (n, t) in doc.tracks.iter().enumerate() {
        look("artists", &artists, t.artist, &|| format!("/tracks/{n}/artist"));
    }
    for (n, seed) in doc.seeds.tracks.iter().enumerate() {
        if let Some(row) = seed.row {
            look("tracks", &tracks, row, &|| format!("/seeds/tracks/{n}/row"));
        }
    }
    for (n, seed) in doc.seeds.artists.iter().enumerate() {
        if let Some(row) = seed.row {
            look("artists", &artists, row, &|| format!("/seeds/artists/{n}/row"));
        }
    }
    for (n, part) in doc.rules.iter().enumerate() {
        let table = match part.rule.as_ref() {
            rule::TRACK => ("tracks", &tracks),
            rule::ARTIST => ("artists", &artists),
            rule::TAG => ("tags", &tags),
            _ => continue,
        };
        if let Some(row) = part.row {
            look(table.0, table.1, row, &|| format!("/rules/{n}/row"));
        }
    }
    for (n, listed) in doc.listed.iter().enumerate() {
        if let Some(row) = listed.row {
            look("tracks", &tracks, row, &|| format!("/listed/{n}/row"));
        }
        for (m, c) in listed.contributions.iter().enumerate() {
            let path = |field: &str| format!("/listed/{n}/contributions/{m}/{field}");
            if let Some(row) = c.companion {
                look("tracks", &tracks, row, &|| path("companion"));
            }
            for (k, row) in c.list_rows.iter().enumerate() {
                look("lists", &lists, *row, &|| path(&format!("list_rows/{k}")));
            }
            for (k, row) in c.tags.iter().enumerate() {
                look("tags", &tags, *row, &|| path(&format!("tags/{k}")));
            }
            if let Some(row) = c.word {
                look("words", &words, row, &|| path("word"));
            }
        }
    }
}

fn digests(doc: &Document, found: &mut Differences) -> Result<(), serde_json::Error> {
    let computed = checks(&doc.inputs())?;
    let none = String::from("nothing");
    for path in computed.keys().chain(doc.checks.keys().filter(|k| !computed.contains_key(*k))) {
        let (written, now) = (doc.checks.get(path).unwrap_or(&none), computed.get(path).unwrap_or(&none));
        found.compare(|| path.clone(), written, now, How::Digest);
    }
    Ok(())
}
