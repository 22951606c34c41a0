"""The tracks in most training lists first, the same for everyone."""

import numpy as np

from .base import Peer


class Popularity(Peer):
    """Catalogue order."""

    name = "popularity"

    def fit(self, lists, tracks):
        """Tracks already stand in order of popularity."""
        self.row = -np.arange(tracks, dtype=np.float64)

    def scores(self, histories):
        """The same for every history."""
        return np.tile(self.row, (len(histories), 1))
