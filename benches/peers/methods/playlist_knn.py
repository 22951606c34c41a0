"""Playlist-kNN, as the Definitive Turtles ran it in the RecSys Challenge 2018."""

import itertools

import numpy as np

from .base import Peer, matrix


class PlaylistKnn(Peer):
    """With n tracks in the history, track j of it in pop_j lists, and |p| tracks in list p:

        w_j = 1 / sqrt(n) / ((pop_j - 1)^exponent + 1)        s(p) = sum of w_j over the history's tracks in p / sqrt|p|
        v(p) = ((s(p) - min) / max)^power over the `k` lists of largest s        score(i) = sum of v(p) over lists with i

    `min` and `max` are of those `k` lists; where fewer than `k` lists share a track with the history, the others have s = 0.
    """

    source = "repository proto-n/recsys-challenge-2018"

    def fit(self, lists, tracks):
        """Keeps the lists themselves."""
        self.lists = matrix(lists, tracks)
        popularity = np.asarray(self.lists.sum(axis=0)).ravel()
        self.seed_weight = 1 / (np.maximum(popularity - 1, 0) ** self.parameters["exponent"] + 1)
        self.length_weight = 1 / np.sqrt(np.maximum(np.asarray(self.lists.sum(axis=1)).ravel(), 1))

    def scores(self, histories):
        """Similarities to all lists, cut to the largest, and their tracks summed."""
        seeds = matrix(histories, self.lists.shape[1]).multiply(self.seed_weight).tocsr()
        lengths = np.sqrt([max(len(h), 1) for h in histories])
        similar = (seeds @ self.lists.T).toarray() * self.length_weight / lengths[:, None]
        k = min(self.parameters["k"], similar.shape[1])
        for row in similar:
            kept = np.argpartition(-row, k - 1)[:k]
            least, most = row[kept].min(), row[kept].max()
            values = ((row[kept] - least) / most) ** self.parameters["power"] if most > 0 else 0.0
            row[:] = 0.0
            row[kept] = values
        return similar @ self.lists


def _grid(power):
    """Exponents around the published 0.35 to 0.43, and numbers of lists."""
    choices = itertools.product((0.2, 0.35, 0.43, 0.6, 0.8), (50, 100, 200, 500, 1000, 2000))
    return tuple({"power": power, "exponent": exponent, "k": k} for exponent, k in choices)


class PlaylistKnnSquared(PlaylistKnn):
    """As published."""

    name = "playlist-kNN, power 2"
    grid = _grid(2)


class PlaylistKnnLinear(PlaylistKnn):
    """With a linear weight of the lists, which suits longer histories."""

    name = "playlist-kNN, power 1"
    grid = _grid(1)
