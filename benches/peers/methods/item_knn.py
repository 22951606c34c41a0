"""Item-item neighbours of the library `implicit`: cosine and BM25."""

import itertools
import warnings

from implicit.nearest_neighbours import BM25Recommender, CosineRecommender
from implicit.utils import ParameterWarning

from .base import THREADS, Neighbours, matrix

NEIGHBOURS = (10, 20, 50, 100, 200, 500, 1000)


class ImplicitKnn(Neighbours):
    """Fits a recommender of the library; `K` is the number of neighbours kept of each track, itself among them."""

    kind = None

    def fit(self, lists, tracks):
        """Hands the matrix to the library, and takes its neighbour table."""
        self.model = self.kind(num_threads=THREADS, **self.parameters)
        with warnings.catch_warnings():
            # The library warns of a conversion of its own.
            warnings.simplefilter("ignore", ParameterWarning)
            self.model.fit(matrix(lists, tracks), show_progress=False)
        self.weights = self.model.similarity


class Cosine(ImplicitKnn):
    """`CosineRecommender`."""

    name = "cosine item-kNN (implicit)"
    source = "implicit 0.7.3"
    kind = CosineRecommender
    grid = tuple({"K": k} for k in NEIGHBOURS)


class Bm25(ImplicitKnn):
    """`BM25Recommender`; `K1` and `B` as in Robertson and Zaragoza (2009), the library's defaults are 1.2 and 0.75."""

    name = "BM25 item-kNN (implicit)"
    source = "implicit 0.7.3"
    kind = BM25Recommender
    grid = tuple(
        {"K": k, "K1": k1, "B": b} for k, k1, b in itertools.product(NEIGHBOURS, (0.2, 1.2, 10.0), (0.2, 0.75))
    )
