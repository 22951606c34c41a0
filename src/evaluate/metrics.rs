//! The measures of one ranked list against one held-out half, each a pure function of where the hits stand.
//!
//! `places` are the ranks of the hits, from 1, ascending, among the tracks listed; `held` is the number of held-out tracks,
//! those that no ranking could find among them; a track that is not listed is missed.

/// A measure that is taken of every test list and averaged over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// [`ndcg`] of all that is listed.
    Ndcg,
    /// [`recall`] of the first 10.
    Recall10,
    /// [`recall`] of the first 20.
    Recall20,
    /// [`recall`] of all that is listed.
    Recall,
    /// [`r_precision`].
    RPrecision,
    /// [`hit_rate`] of the first 10.
    HitRate10,
    /// [`reciprocal_rank`].
    ReciprocalRank,
    /// [`mpd_r_precision`].
    MpdRPrecision,
    /// [`ndcg`] of the first [`MPD_LISTED`].
    MpdNdcg,
    /// [`mpd_clicks`].
    MpdClicks,
    /// [`novelty`].
    Novelty,
}

/// The Million Playlist Dataset challenge looks at so many tracks.
pub const MPD_LISTED: usize = 500;

/// The clicks of a list without a hit: one more than its pages.
pub const MPD_CLICKS_MAX: u32 = 51;

impl Metric {
    /// All of them, in the order they are shown in.
    pub const ALL: [Self; 11] = [
        Self::Ndcg,
        Self::Recall10,
        Self::Recall20,
        Self::Recall,
        Self::RPrecision,
        Self::HitRate10,
        Self::ReciprocalRank,
        Self::MpdRPrecision,
        Self::MpdNdcg,
        Self::MpdClicks,
        Self::Novelty,
    ];

    /// Its name where `n` tracks are listed.
    #[must_use]
    pub fn name(self, n: usize) -> String {
        match self {
            Self::Ndcg => format!("ndcg@{n}"),
            Self::Recall10 => "recall@10".into(),
            Self::Recall20 => "recall@20".into(),
            Self::Recall => format!("recall@{n}"),
            Self::RPrecision => "r-precision".into(),
            Self::HitRate10 => "hit-rate@10".into(),
            Self::ReciprocalRank => "mrr".into(),
            Self::MpdRPrecision => "mpd-r-precision".into(),
            Self::MpdNdcg => "mpd-ndcg".into(),
            Self::MpdClicks => "mpd-clicks".into(),
            Self::Novelty => "novelty".into(),
        }
    }

    /// The values of all measures, in the order of [`Metric::ALL`].
    #[must_use]
    pub fn all_of(judged: &Judged<'_>) -> [f64; Self::ALL.len()] {
        Self::ALL.map(|m| m.of(judged))
    }

    fn of(self, judged: &Judged<'_>) -> f64 {
        let &Judged { places, held, listed, artist_credits, shares } = judged;
        match self {
            Self::Ndcg => ndcg(places, held, listed),
            Self::Recall10 => recall(places, held, 10),
            Self::Recall20 => recall(places, held, 20),
            Self::Recall => recall(places, held, listed),
            Self::RPrecision => r_precision(places, held),
            Self::HitRate10 => hit_rate(places, 10),
            Self::ReciprocalRank => reciprocal_rank(places),
            Self::MpdRPrecision => mpd_r_precision(places, held, artist_credits),
            Self::MpdNdcg => ndcg(places, held, listed.min(MPD_LISTED)),
            Self::MpdClicks => f64::from(mpd_clicks(places)),
            Self::Novelty => novelty(shares),
        }
    }
}

/// One ranked list beside its held-out half.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// The ranks of the hits, from 1, ascending.
    pub places: &'a [usize],
    /// How many tracks were held out.
    pub held: usize,
    /// How many were asked for.
    pub listed: usize,
    /// See [`mpd_r_precision`].
    pub artist_credits: usize,
    /// Of each listed track, the share of training lists that hold it.
    pub shares: &'a [f64],
}

fn within(places: &[usize], k: usize) -> impl Iterator<Item = usize> + '_ {
    places.iter().copied().take_while(move |p| *p <= k)
}

/// `Σ 1/log2(place + 1)` over the hits of the first `n`, divided by the same sum over places `1..=min(held, n)`: what a
/// perfect list would have. 0 when nothing was held out.
#[must_use]
pub fn ndcg(places: &[usize], held: usize, n: usize) -> f64 {
    let gain = |place: usize| 1.0 / libm::log2((place + 1) as f64);
    let ideal: f64 = (1..=held.min(n)).map(gain).sum();
    if ideal > 0.0 { within(places, n).map(gain).sum::<f64>() / ideal } else { 0.0 }
}

/// `hits among the first k / held`. 0 when nothing was held out.
#[must_use]
pub fn recall(places: &[usize], held: usize, k: usize) -> f64 {
    if held == 0 { 0.0 } else { within(places, k).count() as f64 / held as f64 }
}

/// `hits among the first held / held`: precision and recall at once.
#[must_use]
pub fn r_precision(places: &[usize], held: usize) -> f64 {
    recall(places, held, held)
}

/// 1 when one of the first `k` is a hit, else 0.
#[must_use]
pub fn hit_rate(places: &[usize], k: usize) -> f64 {
    if within(places, k).next().is_some() { 1.0 } else { 0.0 }
}

/// `1 / place of the first hit`, 0 without one; its mean over lists is the MRR.
#[must_use]
pub fn reciprocal_rank(places: &[usize]) -> f64 {
    places.first().map_or(0.0, |p| 1.0 / *p as f64)
}

/// The challenge's R-precision with its quarter for the artist: `(hits among the first held + 0.25 · artists) / held`, where
/// `artists` counts the distinct artists of held-out tracks whose tracks stand among the first `held` without one being a hit.
/// So no listed track is paid twice and a perfect list has 1.
#[must_use]
pub fn mpd_r_precision(places: &[usize], held: usize, artists: usize) -> f64 {
    if held == 0 {
        return 0.0;
    }
    (within(places, held).count() as f64 + 0.25 * artists as f64) / held as f64
}

/// `⌊(place of the first hit − 1) / 10⌋`: how often a person who is shown ten tracks at a time must ask for more;
/// [`MPD_CLICKS_MAX`] when none of the first [`MPD_LISTED`] listed tracks is a hit.
#[must_use]
pub fn mpd_clicks(places: &[usize]) -> u32 {
    within(places, MPD_LISTED).next().map_or(MPD_CLICKS_MAX, |p| (p as u32 - 1) / 10)
}

/// The mean of `−log2(share)` over the listed tracks, a track's share being that of the training lists that hold it: how many
/// bits of surprise a listed track has. 0 for an empty list.
#[must_use]
pub fn novelty(shares: &[f64]) -> f64 {
    if shares.is_empty() {
        return 0.0;
    }
    -shares.iter().map(|s| libm::log2(*s)).sum::<f64>() / shares.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} is not {b}");
    }

    #[test]
    fn ndcg_by_hand() {
        // Hits at 1 and 3 of three held out: (1 + 1/2) / (1 + 1/log2(3) + 1/2).
        near(ndcg(&[1, 3], 3, 10), 1.5 / (1.5 + 1.0 / 3f64.log2()));
        // Only the first two places count: 1 / (1 + 1/log2(3)).
        near(ndcg(&[1, 3], 3, 2), 1.0 / (1.0 + 1.0 / 3f64.log2()));
        near(ndcg(&[1, 2, 3], 3, 10), 1.0);
        near(ndcg(&[1, 2], 5, 2), 1.0);
        near(ndcg(&[], 3, 10), 0.0);
        near(ndcg(&[], 0, 10), 0.0);
    }

    #[test]
    fn recall_and_precision_by_hand() {
        near(recall(&[2, 10, 11], 4, 10), 0.5);
        near(recall(&[2, 10, 11], 4, 20), 0.75);
        near(r_precision(&[2, 4, 5], 4), 0.5);
        near(r_precision(&[], 0), 0.0);
    }

    #[test]
    fn first_hits_by_hand() {
        near(hit_rate(&[10], 10), 1.0);
        near(hit_rate(&[11], 10), 0.0);
        near(reciprocal_rank(&[4, 5]), 0.25);
        near(reciprocal_rank(&[]), 0.0);
    }

    #[test]
    fn the_challenges_metrics_by_hand() {
        // Two of four hit, one more artist right: (2 + 0.25) / 4.
        near(mpd_r_precision(&[1, 4, 9], 4, 1), 0.5625);
        near(mpd_r_precision(&[1, 2], 2, 0), 1.0);
        for (first, clicks) in [(1, 0), (10, 0), (11, 1), (500, 49), (501, 51)] {
            assert_eq!(mpd_clicks(&[first]), clicks);
        }
        assert_eq!(mpd_clicks(&[]), 51);
    }

    #[test]
    fn novelty_by_hand() {
        // A track in half of the lists has one bit, one in an eighth has three.
        near(novelty(&[0.5, 0.125]), 2.0);
        near(novelty(&[]), 0.0);
    }

    #[test]
    fn every_measure_has_its_own_name() {
        let mut names: Vec<String> = Metric::ALL.iter().map(|m| m.name(100)).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), Metric::ALL.len());
    }
}
