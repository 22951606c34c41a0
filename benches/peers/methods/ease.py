"""EASE: a linear model over all tracks at once (Steck, Embarrassingly Shallow Autoencoders for Sparse Data, 2019)."""

import numpy as np
from scipy.linalg import lapack
from threadpoolctl import threadpool_limits

from .base import THREADS, Neighbours, TooLarge, matrix


class Ease(Neighbours):
    """With G the tracks' co-occurrence counts, P = (G + l2 I)^-1 and B = -P / diag(P), 0 on the diagonal.

    Dense: a table of n tracks takes 4 n^2 bytes, its inverse about n^3 operations; in 32 bits, as usual for it.
    """

    name = "EASE"
    source = "Steck 2019"
    grid = tuple({"l2": l2} for l2 in (50, 200, 500, 1000, 3000))
    most_tracks = 20_000

    def fit(self, lists, tracks):
        """Inverts the regularised counts by Cholesky's factorisation."""
        if tracks > self.most_tracks:
            raise TooLarge(f"{tracks} tracks are too many for a dense table")
        lists = matrix(lists, tracks)
        diagonal = np.diag_indices(tracks)
        counts = np.asfortranarray((lists.T @ lists).toarray())
        counts[diagonal] += self.parameters["l2"]
        with threadpool_limits(limits=THREADS):
            factor, failed = lapack.spotrf(counts, lower=True, overwrite_a=True)
            inverse, failed_too = lapack.spotri(factor, lower=True, overwrite_c=True)
        if failed or failed_too:
            raise ArithmeticError("the counts cannot be inverted")
        # LAPACK fills the lower half; the other one mirrors it.
        inverse = np.tril(inverse) + np.tril(inverse, -1).T
        self.weights = inverse / -np.diag(inverse)
        self.weights[diagonal] = 0.0
