"""VMIS-kNN: neighbour sessions, newest first (Kersbergen, Sprangers and Schelter, Serenade, SIGMOD 2022)."""

import itertools

import numpy as np

from .base import Peer

LAST = 10


class VmisKnn(Peer):
    """Of the `m` newest lists that share a track with the last ten of the history, the `k` most similar vote.

    A history track has the weight position / length, 1 for the newest; a list's similarity is the sum of the weights of the
    tracks it shares. Its tracks get similarity * (1 - 0.1 * place) * ln(lists / lists with the track), where place is that,
    counted back from 0, of the newest shared track.
    """

    name = "VMIS-kNN"
    source = "Kersbergen, Sprangers and Schelter 2022"
    grid = tuple({"m": m, "k": k} for m, k in itertools.product((500, 1000, 2500, 5000), (50, 100, 500, 1500)))

    def fit(self, lists, tracks):
        """Files the lists under their tracks; lists come oldest first."""
        self.lists = [np.array(entry) for entry in lists]
        self.holding = [[] for _ in range(tracks)]
        for number, entry in enumerate(lists):
            for track in entry:
                self.holding[track].append(number)
        self.rarity = np.log(len(lists) / np.array([max(len(held), 1) for held in self.holding]))

    def scores(self, histories):
        """One history after the other."""
        return np.array([self._scores(history) for history in histories])

    def _scores(self, history):
        recent = list(history)[-LAST:]
        similarity, newest = {}, {}
        for place, track in enumerate(reversed(recent)):
            weight = (len(recent) - place) / len(recent)
            for number in self.holding[track]:
                similarity[number] = similarity.get(number, 0.0) + weight
                newest.setdefault(number, place)
        sample = sorted(similarity, reverse=True)[: self.parameters["m"]]
        sample.sort(key=lambda number: (-similarity[number], -number))
        row = np.zeros(len(self.holding))
        for number in sample[: self.parameters["k"]]:
            row[self.lists[number]] += similarity[number] * (1 - 0.1 * newest[number])
        return row * self.rarity
