"""iALS: weighted matrix factorisation (Hu, Koren and Volinsky, 2008), of the library `implicit`."""

import itertools

import numpy as np
from implicit.als import AlternatingLeastSquares

from .base import THREADS, Peer, matrix


class Ials(Peer):
    """`AlternatingLeastSquares`: `alpha` is the weight of an entry, `regularization` that of the squared factors.

    A tested list's factors are computed from its history, as the library does with `recalculate_user`.
    """

    name = "iALS (implicit)"
    source = "implicit 0.7.3"
    grid = tuple(
        {"factors": factors, "regularization": regularization, "alpha": alpha}
        for factors, regularization, alpha in itertools.product((64, 256), (1.0, 10.0), (1.0, 10.0))
    )

    def fit(self, lists, tracks):
        """Fifteen sweeps, the library's default, from a fixed start."""
        self.tracks = tracks
        self.model = AlternatingLeastSquares(
            iterations=15, random_state=1, num_threads=THREADS, use_gpu=False, **self.parameters
        )
        self.model.fit(matrix(lists, tracks), show_progress=False)

    def scores(self, histories):
        """Products of the factors."""
        users = self.model.recalculate_user(np.arange(len(histories)), matrix(histories, self.tracks))
        return users @ self.model.item_factors.T
