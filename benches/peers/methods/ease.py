"""EASE: a linear model over all tracks at once (Steck, Embarrassingly Shallow Autoencoders for Sparse Data, 2019)."""

import numpy as np

from .base import Neighbours, matrix


class Ease(Neighbours):
    """With G the tracks' co-occurrence counts, P = (G + l2 I)^-1 and B = -P / diag(P), 0 on the diagonal.

    Dense: a table of n tracks takes 8 n^2 bytes and about 2 n^3 operations.
    """

    name = "EASE"
    source = "Steck 2019"
    grid = tuple({"l2": l2} for l2 in (20, 50, 100, 200, 500, 1000, 2000))
    most_tracks = 20_000

    def fit(self, lists, tracks):
        """Inverts the regularised counts."""
        if tracks > self.most_tracks:
            raise MemoryError(f"{tracks} tracks are too many for a dense table")
        lists = matrix(lists, tracks).astype(np.float64)
        counts = (lists.T @ lists).toarray()
        counts[np.diag_indices(tracks)] += self.parameters["l2"]
        inverse = np.linalg.inv(counts)
        self.weights = inverse / -np.diag(inverse)
        self.weights[np.diag_indices(tracks)] = 0.0
