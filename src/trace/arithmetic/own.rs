//! Weights that rest on what a track is, not on the lists that hold it with others: its tags, artist, popularity; and the loss
//! by artist repeats.

use crate::engine::{Contribution, Evidence, MIXER_ONE};
use crate::pack::{ArtistId, TagId, TrackId, weigh};
use crate::text::counted;

use super::{Subject, Working, integer, name};

pub(super) fn tags(out: &mut Working, of: &Subject<'_>, seed: TrackId, tags: &[TagId], used: u32) {
    let pack = of.pack;
    out.formula("w = Σ over shared tags of v(seed) · v(track)");
    let value = |track, tag| pack.tags(track).find(|(t, _)| *t == tag).map_or(0, |(_, v)| u32::from(v));
    let mut sum = 0;
    for tag in tags {
        let (a, b) = (value(seed, *tag), value(of.track, *tag));
        sum += a * b;
        out.text(format!("{}: {a} · {b} = {}", pack.tag_name(*tag), integer(a * b)));
    }
    out.result("Σ", sum, used);
    for track in [seed, of.track] {
        let own: Vec<(TagId, u8)> = pack.tags(track).collect();
        let counts: Vec<u32> = own.iter().map(|(t, _)| pack.tagged(*t).count() as u32).collect();
        let again = weigh::tag_weights(&counts, pack.track_count() as u32);
        let agrees = own.iter().map(|(_, v)| *v).eq(again.iter().copied());
        let square: u64 = again.iter().map(|v| u64::from(*v) * u64::from(*v)).sum();
        let stored: u64 = own.iter().map(|(_, v)| u64::from(*v) * u64::from(*v)).sum();
        out.text(format!(
            "v of {}: ln(tracks/tracks with the tag) of {}, scaled to a square of about 255²:",
            name(pack, track),
            counted(own.len(), "tag", "tags")
        ));
        let again_text: Vec<String> = again.iter().map(ToString::to_string).collect();
        out.result(
            &format!("{} → Σ v²", again_text.join(", ")),
            if agrees { stored } else { square },
            stored,
        );
    }
}

pub(super) fn same_artist(out: &mut Working, of: &Subject<'_>, artist: ArtistId, tracks: u32, used: u32) {
    out.formula("w = 1/√(tracks of the artist)");
    out.text(format!(
        "{} has {} in the pack.",
        of.pack.artist_name(artist),
        counted(tracks as usize, "track", "tracks")
    ));
    let weight = (65_535u64 * 65_535 / u64::from(tracks.max(1))).isqrt();
    out.result(&format!("√(65\u{a0}535² / {tracks}), rounded down"), weight, u64::from(used));
}

pub(super) fn near(out: &mut Working, of: &Subject<'_>, from: ArtistId, to: ArtistId, used: u32) {
    let pack = of.pack;
    let near = if from == to {
        u64::from(u16::MAX)
    } else {
        pack.artists_near(from).find(|(a, _)| *a == to).map_or(0, |(_, w)| u64::from(w))
    };
    let most = pack.tracks_of(to).next().map_or(0, |t| pack.popularity(t));
    let lists = pack.popularity(of.track);
    out.formula("w = w(artist→artist) · lists of the track / most lists of a track of its artist");
    out.text(format!(
        "{} → {}: {}/65\u{a0}536{}; the track stands in {}, the artist's first in {}.",
        pack.artist_name(from),
        pack.artist_name(to),
        integer(near),
        if from == to { ", the artist's own tracks count whole" } else { ", counted as of tracks" },
        counted(lists as usize, "list", "lists"),
        integer(most)
    ));
    let share = ((u64::from(lists) << 16) / u64::from(most.max(1))).min(65_535);
    let text = format!("{} · {} / 2^16", integer(near), integer(share));
    out.result(&text, (near * share) >> 16, u64::from(used));
}

pub(super) fn popularity(out: &mut Working, of: &Subject<'_>, lists: u32, used: u32) {
    // Catalogue order: the first track stands in most lists.
    let most = of.pack.popularity(TrackId(0));
    out.formula("w = ln(1 + lists) / ln(1 + most lists of any track)");
    let text = format!("in 1/65\u{a0}536, to the nearest: ln(1 + {lists}) / ln(1 + {most})");
    out.result(&text, u32::from(weigh::popularity(lists, most)), used);
}

/// The loss of an artist's further tracks: no product, but a share of all the other contributions.
pub(super) fn repeats(out: &mut Working, of: &Subject<'_>, c: &Contribution, above: u32) {
    let others = of.contributions.iter().filter(|o| !matches!(o.evidence, Evidence::Above { .. }));
    let score: i64 = others.map(|o| o.points).sum();
    let (share, one) = (i64::from(c.factors.mixer), i64::from(MIXER_ONE));
    out.formula("points = −⌊score · min(share · tracks above, 1)⌋");
    out.text(format!(
        "The others sum to {}; {} of the artist above; each costs {}/{one} of it.",
        integer(score),
        counted(above as usize, "track", "tracks"),
        share
    ));
    let lost = (share * i64::from(above)).clamp(0, one);
    let points = -((i128::from(score.max(0)) * i128::from(lost) / i128::from(one)) as i64);
    out.result(&format!("−⌊{} · {lost} / {one}⌋", integer(score.max(0))), points, c.points);
}
