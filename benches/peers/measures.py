"""The measures of one ranked list against one held-out half, and intervals of their means.

The formulas are those of docs/quality.md. `places` are the ranks, from 1, ascending, of the held-out tracks that were listed.
"""

import numpy as np

LISTED = 100
RESAMPLES = 1000
NAMES = ("ndcg@100", "recall@20", "hit-rate@10", "mrr")


def measures(places, held):
    """NDCG@100, recall@20, hit rate@10 and reciprocal rank, in the order of `NAMES`; `held` tracks were to be found."""
    gain = sum(1 / np.log2(place + 1) for place in places if place <= LISTED)
    ideal = sum(1 / np.log2(place + 1) for place in range(1, min(held, LISTED) + 1))
    return (
        gain / ideal,
        sum(place <= 20 for place in places) / held,
        float(any(place <= 10 for place in places)),
        1 / places[0] if places else 0.0,
    )


def judge(cases, rankings):
    """The measures of every case: an array of cases x `NAMES`. A ranking is an iterable of track indices, best first."""
    rows = []
    for case, ranking in zip(cases, rankings, strict=True):
        held = set(case.held)
        rows.append(measures([n for n, t in enumerate(ranking[:LISTED], 1) if t in held], len(held)))
    return np.array(rows)


def resamples(cases, seed=1):
    """The cases drawn for each resample of the bootstrap; the same for every method, so that differences are paired."""
    return np.random.default_rng(seed).integers(0, cases, (RESAMPLES, cases))


def interval(values, draws):
    """The mean, and the ends of its 95 % percentile-bootstrap interval."""
    means = values[draws].mean(axis=1)
    return values.mean(), *np.percentile(means, (2.5, 97.5))


def ratio(values, others, draws):
    """The ratio of two means over the same cases, with its 95 % interval."""
    ratios = values[draws].mean(axis=1) / others[draws].mean(axis=1)
    return values.mean() / others.mean(), *np.percentile(ratios, (2.5, 97.5))
