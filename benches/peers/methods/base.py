"""What every peer is: something that is fitted to training lists and scores all candidates for some histories."""

import os

import numpy as np
from scipy import sparse

THREADS = int(os.environ.get("OMP_NUM_THREADS", "2"))


def matrix(lists, tracks):
    """Lists x tracks, 1 where a list holds a track."""
    lengths = [len(entry) for entry in lists]
    indices = np.fromiter((t for entry in lists for t in entry), np.int32, sum(lengths))
    pointers = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    found = sparse.csr_matrix((np.ones(len(indices), np.float32), indices, pointers), shape=(len(lists), tracks))
    found.sort_indices()
    return found


class TooLarge(Exception):
    """A table is beyond what a method, or one choice of its parameters, can do in a reasonable time or memory."""


class Peer:
    """A way to rank that anyone could use instead.

    `grid` holds the parameters that are tried on the validation part, each a dict of keyword arguments. A subclass sets it and
    `name` and `source`, and defines `fit` and `scores`. `in_goal` tells whether the project's goal names the method.
    """

    name = ""
    source = ""
    in_goal = True
    grid = ({},)

    def __init__(self, **parameters):
        self.parameters = parameters

    def fit(self, lists, tracks):
        """Learns from lists of track indices, oldest list first, of a catalogue of so many tracks in order of popularity.

        Raises `TooLarge`.
        """
        raise NotImplementedError

    def scores(self, histories):
        """One row of scores a history (track indices, oldest first), one column a track; larger is better."""
        raise NotImplementedError

    def rankings(self, histories, listed):
        """The first `listed` tracks for each history, without those of the history; ties go to the more popular track."""
        best = []
        for start in range(0, len(histories), 256):
            some = histories[start : start + 256]
            for history, row in zip(some, np.array(self.scores(some), dtype=np.float64), strict=True):
                row[list(history)] = -np.inf
                best.append(np.argsort(-row, kind="stable")[: min(listed, len(row) - len(set(history)))])
        return best


class Neighbours(Peer):
    """A peer whose score is a sum of weights, one for each track of the history: `weights` is seeds x candidates."""

    weights = None

    def scores(self, histories):
        """Sums the rows of the history's tracks."""
        rows = matrix(histories, self.weights.shape[0]) @ self.weights
        return rows.toarray() if sparse.issparse(rows) else rows
