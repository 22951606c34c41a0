"""Item-item similarities of the library `similaripy`: cosine with shrinkage, Tversky, s-plus, RP3beta.

A similarity's row belongs to the track whose `k` nearest are kept. `rows` says whose they are: of the candidate, as in the
library's own example (`dot_product(lists, similarity.T)`), or of the seed.
"""

import itertools

import similaripy

from .base import THREADS, Neighbours, matrix


class Similarity(Neighbours):
    """Fits one function of the library with the parameters it takes."""

    source = "similaripy 0.7.0"
    function = None

    def fit(self, lists, tracks):
        """Computes the table."""
        settings = dict(self.parameters)
        rows = settings.pop("rows", "candidate")
        items = matrix(lists, tracks).T.tocsr()
        table = type(self).function(items, verbose=False, format_output="csr", num_threads=THREADS, **settings)
        self.weights = (table.T if rows == "candidate" else table).tocsr()


def _grid(**choices):
    """All combinations."""
    return tuple(dict(zip(choices, values)) for values in itertools.product(*choices.values()))


class ShrunkCosine(Similarity):
    """Cosine whose denominator is enlarged by `shrink`, so that pairs of rare tracks are believed less."""

    name = "cosine with shrinkage (similaripy)"
    function = similaripy.cosine
    grid = _grid(k=(20, 50, 200, 1000), shrink=(0, 5, 20, 100), rows=("candidate", "seed"))


class Tversky(Similarity):
    """Tversky's index: the intersection over itself and weighed differences."""

    name = "Tversky (similaripy)"
    in_goal = False
    function = similaripy.tversky
    grid = _grid(alpha=(0.2, 0.5, 1.0), beta=(0.2, 0.5, 1.0), k=(50, 200, 1000), shrink=(0, 10))


class SPlus(Similarity):
    """s-plus: a mix of Tversky's index and of cosine with an exponent for each side."""

    name = "s-plus (similaripy)"
    function = similaripy.s_plus
    grid = _grid(l1=(0.1, 0.4), l2=(0.1, 0.4), c1=(0.1, 0.3, 0.5), c2=(0.1, 0.3, 0.5), k=(50, 1000), shrink=(0, 10))


class Rp3Beta(Similarity):
    """RP3beta: three steps of a random walk, candidates divided by a power of their popularity (Paudel et al., 2017)."""

    name = "RP3beta (similaripy)"
    in_goal = False
    function = similaripy.rp3beta
    grid = _grid(alpha=(0.3, 0.6, 1.0), beta=(0.0, 0.2, 0.4, 0.6), k=(50, 200, 1000), rows=("seed", "candidate"))
