"""SANSA: EASE with a sparse, approximate inverse (Spišák et al., Scalable Approximate NonSymmetric Autoencoder, 2023)."""

import itertools
import logging

from sansa import SANSA, ICFGramianFactorizerConfig, SANSAConfig, UMRUnitLowerTriangleInverterConfig

from .base import Peer, matrix

logging.getLogger("sansa").setLevel(logging.ERROR)


class Sansa(Peer):
    """The library with the incomplete Cholesky factorisation that it recommends for large tables.

    `l2` is relative to the scaled counts that this factorisation works on; `density` is the share of weights kept.
    """

    name = "SANSA"
    source = "sansa 1.1.0"
    grid = tuple(
        {"l2": l2, "density": density} for l2, density in itertools.product((1.0, 5.0, 20.0, 50.0), (0.005, 0.02, 0.1))
    )

    def fit(self, lists, tracks):
        """Hands the matrix to the library."""
        self.tracks = tracks
        config = SANSAConfig(
            l2=self.parameters["l2"],
            weight_matrix_density=self.parameters["density"],
            gramian_factorizer_config=ICFGramianFactorizerConfig(),
            lower_triangle_inverter_config=UMRUnitLowerTriangleInverterConfig(),
        )
        self.model = SANSA(config).fit(matrix(lists, tracks))

    def scores(self, histories):
        """Two sparse products."""
        return self.model.forward(matrix(histories, self.tracks)).toarray()
