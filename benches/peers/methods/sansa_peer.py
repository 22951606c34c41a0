"""SANSA: EASE with a sparse, approximate inverse (Spišák et al., Scalable Approximate NonSymmetric Autoencoder, 2023)."""

import itertools
import logging

from sansa import (
    SANSA,
    CHOLMODGramianFactorizerConfig,
    ICFGramianFactorizerConfig,
    SANSAConfig,
    UMRUnitLowerTriangleInverterConfig,
)

from .base import Peer, TooLarge, matrix

logging.getLogger("sansa").setLevel(logging.ERROR)

# The factorisation for large tables works on scaled counts, so its l2 has another unit.
FACTORS = {"icf": ICFGramianFactorizerConfig, "cholmod": CHOLMODGramianFactorizerConfig}


def _grid(factors, penalties, densities):
    """All combinations."""
    return tuple({"factors": factors, "l2": l2, "density": d} for l2, d in itertools.product(penalties, densities))


class Sansa(Peer):
    """The library, with both its factorisations: incomplete Cholesky, and CHOLMOD where the table is small enough.

    `density` is the share of weights kept.
    """

    name = "SANSA"
    source = "sansa 1.1.0"
    grid = _grid("icf", (5.0, 20.0, 100.0), (0.005, 0.02, 0.1)) + _grid("cholmod", (200.0, 1000.0), (0.02, 0.1))
    most_tracks = 2_000
    most_weights = 400_000

    def fit(self, lists, tracks):
        """Hands the matrix to the library."""
        density, factors = self.parameters["density"], self.parameters["factors"]
        if density * tracks**2 > self.most_weights or (factors == "cholmod" and tracks > self.most_tracks):
            raise TooLarge(f"{factors} with density {density} takes too long for {tracks} tracks")
        self.tracks = tracks
        config = SANSAConfig(
            l2=self.parameters["l2"],
            weight_matrix_density=density,
            gramian_factorizer_config=FACTORS[factors](),
            lower_triangle_inverter_config=UMRUnitLowerTriangleInverterConfig(),
        )
        self.model = SANSA(config).fit(matrix(lists, tracks))

    def scores(self, histories):
        """Two sparse products."""
        return self.model.forward(matrix(histories, self.tracks)).toarray()
