//! The figures of an evaluation.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde::Serialize;

use crate::engine::{Mixer, SignalKind};
use crate::evaluate::{Bucket, Evaluation, Interval, Metric, Order, Plan, RESAMPLES, Row};
use crate::pack::Digest;

use super::columns::{left, right};
use super::{Paint, Tone};

/// The cells of a mean with its interval.
const FIGURE: usize = 28;

/// Of them those of the interval, with the gap before it.
const INTERVAL: usize = 19;

/// The names of the thirds, most played first.
const THIRDS: [&str; 3] = ["head", "middle", "tail"];

/// The figures for people.
pub fn table(
    out: &mut impl Write,
    plan: &Plan,
    evaluation: &Evaluation,
    cells: usize,
    paint: Paint,
) -> fmt::Result {
    for line in about(plan, evaluation).iter().flat_map(|l| textwrap::wrap(l, cells)) {
        writeln!(out, "{}", paint.on(Tone::Dim, &line))?;
    }
    let (side_by_side, without) = evaluation.rows.split_at(evaluation.rows.len().min(2));
    let mut heading = left("", 16);
    for row in side_by_side {
        heading.push_str(&right(&row.name, FIGURE));
    }
    writeln!(out, "\n{}", paint.on(Tone::Strong, &heading))?;
    for metric in Metric::ALL {
        write!(out, "{}", left(&metric.name(plan.limit), 16))?;
        for row in side_by_side {
            write!(out, "{}", right(&figure(row.means[metric as usize]), FIGURE))?;
        }
        writeln!(out)?;
    }
    // Pooled over all lists: no interval.
    let mut pooled = |name: &str, of: &dyn Fn(&Row) -> f64| {
        let mut line = left(name, 16);
        for row in side_by_side {
            // Under the means, not under the ends of intervals.
            line.push_str(&right(&format!("{:.4}{:INTERVAL$}", of(row), ""), FIGURE));
        }
        writeln!(out, "{}", line.trim_end())
    };
    pooled("coverage", &|row| row.coverage)?;
    for (n, third) in THIRDS.iter().enumerate() {
        pooled(&format!("recall, {third}"), &|row| recall(row.buckets[n]))?;
    }
    if !without.is_empty() {
        let heading = format!(
            "\n{}{}{}",
            left("", 24),
            right(&Metric::Ndcg.name(plan.limit), FIGURE),
            right("minus the mix", FIGURE + 3)
        );
        writeln!(out, "{}", paint.on(Tone::Strong, &heading))?;
        for row in without {
            let difference = row.against_mix.map(signed).unwrap_or_default();
            let ndcg = figure(row.means[Metric::Ndcg as usize]);
            writeln!(
                out,
                "{}{}{}",
                left(&row.name, 24),
                right(&ndcg, FIGURE),
                right(&difference, FIGURE + 3)
            )?;
        }
    }
    Ok(())
}

/// What was tested, and how.
fn about(plan: &Plan, evaluation: &Evaluation) -> Vec<String> {
    let t = &evaluation.tally;
    let order = match plan.order {
        Order::Time => format!("by time, {} undated first", t.undated),
        Order::Seed(seed) => format!("by seed {seed}"),
    };
    vec![
        format!(
            "{} lists {order}: {} to train on ({} tracks), {} held out",
            t.lists, t.training, t.tracks, t.held_out
        ),
        format!(
            "{} tested, {} left out (fewer than two known tracks), {} without a known track in their history",
            t.tested, t.left_out, t.without_seeds
        ),
        format!(
            "{} tracks to be found, {} of them unknown to the training lists and so missed",
            t.wanted, t.unknown
        ),
        format!("mix: {}", mix(&evaluation.mixer)),
        format!("in brackets: 95 % intervals over lists, {RESAMPLES} resamples, seed {}", plan.seed),
    ]
}

/// The signals that are not silent, with their weights.
pub(super) fn mix(mixer: &Mixer) -> String {
    let mix: Vec<String> = SignalKind::ALL
        .into_iter()
        .filter(|s| mixer.weight(*s) != 0)
        .map(|s| format!("{s} {}", mixer.shown(s)))
        .collect();
    if mix.is_empty() { "silent".into() } else { mix.join(", ") }
}

fn figure(i: Interval) -> String {
    format!("{:.4} [{:>7.4}, {:>7.4}]", i.mean, i.low, i.high)
}

fn signed(i: Interval) -> String {
    format!("{:+.4} [{:+.4}, {:+.4}]", i.mean, i.low, i.high)
}

fn recall(bucket: Bucket) -> f64 {
    if bucket.wanted == 0 { 0.0 } else { bucket.found as f64 / bucket.wanted as f64 }
}

/// `glasscrate/evaluation/1`.
#[derive(Debug, Serialize)]
pub struct EvaluationJson {
    schema: &'static str,
    sources: Vec<SourceJson>,
    settings: SettingsJson,
    counts: CountsJson,
    pack: String,
    methods: Vec<MethodJson>,
}

/// A table that was read.
#[derive(Debug, Serialize)]
pub(super) struct SourceJson {
    name: String,
    digest: String,
}

#[derive(Debug, Serialize)]
struct SettingsJson {
    order: &'static str,
    test: f64,
    seed: u64,
    resamples: u64,
    limit: usize,
    mixer: BTreeMap<&'static str, i32>,
}

#[derive(Debug, Serialize)]
struct CountsJson {
    lists: usize,
    undated: usize,
    training: usize,
    tracks: usize,
    held_out: usize,
    left_out: usize,
    tested: usize,
    without_seeds: usize,
    wanted: usize,
    unknown: usize,
}

#[derive(Debug, Serialize)]
struct MethodJson {
    name: String,
    metrics: Vec<MetricJson>,
    coverage: f64,
    buckets: Vec<BucketJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ndcg_minus_mix: Option<IntervalJson>,
}

#[derive(Debug, Serialize)]
struct MetricJson {
    metric: String,
    #[serde(flatten)]
    interval: IntervalJson,
}

/// A mean with its interval.
#[derive(Debug, Serialize)]
pub(super) struct IntervalJson {
    mean: f64,
    low: f64,
    high: f64,
}

#[derive(Debug, Serialize)]
struct BucketJson {
    bucket: &'static str,
    tracks: usize,
    wanted: usize,
    found: usize,
}

/// The figures for programs, rounded to six places. `sources` are the names and digests of the tables.
#[must_use]
pub fn json(plan: &Plan, evaluation: &Evaluation, sources: Vec<(String, Digest)>) -> EvaluationJson {
    let t = evaluation.tally;
    EvaluationJson {
        schema: "glasscrate/evaluation/1",
        sources: sources_json(sources),
        settings: SettingsJson {
            order: if plan.order == Order::Time { "time" } else { "seed" },
            test: plan.share,
            seed: plan.seed,
            resamples: RESAMPLES,
            limit: plan.limit,
            mixer: SignalKind::ALL.into_iter().map(|s| (s.name(), evaluation.mixer.weight(s))).collect(),
        },
        counts: CountsJson {
            lists: t.lists,
            undated: t.undated,
            training: t.training,
            tracks: t.tracks,
            held_out: t.held_out,
            left_out: t.left_out,
            tested: t.tested,
            without_seeds: t.without_seeds,
            wanted: t.wanted,
            unknown: t.unknown,
        },
        pack: evaluation.pack.clone(),
        methods: evaluation.rows.iter().map(|row| method(row, plan.limit)).collect(),
    }
}

pub(super) fn sources_json(sources: Vec<(String, Digest)>) -> Vec<SourceJson> {
    let source = |(name, digest): (String, Digest)| SourceJson { name, digest: digest.as_str().to_owned() };
    sources.into_iter().map(source).collect()
}

fn method(row: &Row, limit: usize) -> MethodJson {
    let metric = |m: Metric| MetricJson { metric: m.name(limit), interval: rounded(row.means[m as usize]) };
    let bucket = |(bucket, b): (&'static str, Bucket)| BucketJson {
        bucket,
        tracks: b.tracks,
        wanted: b.wanted,
        found: b.found,
    };
    MethodJson {
        name: row.name.clone(),
        metrics: Metric::ALL.into_iter().map(metric).collect(),
        coverage: six(row.coverage),
        buckets: THIRDS.into_iter().zip(row.buckets).map(bucket).collect(),
        ndcg_minus_mix: row.against_mix.map(rounded),
    }
}

pub(super) fn rounded(i: Interval) -> IntervalJson {
    IntervalJson { mean: six(i.mean), low: six(i.low), high: six(i.high) }
}

fn six(x: f64) -> f64 {
    // Adding zero turns −0 into 0.
    (x * 1e6).round() / 1e6 + 0.0
}
