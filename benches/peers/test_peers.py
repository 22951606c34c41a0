"""What can be checked by hand: the division of tables, the measures, and the formulas written here rather than in a library.

    python -m unittest test_peers.py
"""

import tempfile
import unittest
from pathlib import Path

import numpy as np

import djmix_table
import generated
import measures
import splits
from methods import Ease, PlaylistKnnLinear, PlaylistKnnSquared, VmisKnn


def table(rows):
    """A table of rows (list_id, date, position, artist, title), read back."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lists.csv"
        lines = ["list_id,list_name,date,position,artist,title", *(f"{i},,{d},{p},{a},{t}" for i, d, p, a, t in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return splits.read_table(path)


class Splits(unittest.TestCase):
    def test_tracks_count_once_in_the_order_of_positions(self):
        (entry,) = table([("x", "", 2, "B", "two"), ("x", "", 1, "A", "One"), ("x", "", 3, "a", "one ")])
        self.assertEqual(entry.tracks, (("A", "One"), ("B", "two")))

    def test_the_newest_are_asked_and_the_rest_is_candidates(self):
        def dated(n, extra=()):
            date = f"2020-01-{n + 1:02}"
            return [(f"l{n}", date, p, "X", f"t{p}") for p in range(4)] + [(f"l{n}", date, 9, "X", t) for t in extra]

        rows = [row for n in reversed(range(9)) for row in dated(n, [f"only {n}"])]
        rows += [("new", "2021-01-01", p, "X", t) for p, t in enumerate(["t3", "only 1", "t1", "t0", "t2", "unseen"])]
        rows += [("short", "2022-01-01", 0, "X", "t0")]
        validation, test = splits.validation_and_test(table(rows))
        self.assertEqual([title for _, title in test.tracks], ["t0", "t1", "t2", "t3"])
        self.assertEqual(test.cases, [splits.Case((3, 1), (0, 2))])
        self.assertEqual([entry.list_id for entry, _ in test.train], [f"l{n}" for n in range(9)])
        self.assertEqual(len(validation.train), 8)
        self.assertEqual(validation.cases, [splits.Case((0, 1), (2, 3))])

    def test_lists_without_dates_are_drawn_by_seed(self):
        lists = [splits.TrackList(str(n), "", "", tuple(("a", str(t)) for t in range(4))) for n in range(50)]
        self.assertEqual(splits.ordered(lists, 1), splits.ordered(lists[::-1], 1))
        self.assertNotEqual(splits.ordered(lists, 1), splits.ordered(lists, 2))


class Measures(unittest.TestCase):
    def test_by_hand(self):
        ndcg, recall, hit, reciprocal = measures.measures([1, 3], 3)
        self.assertAlmostEqual(ndcg, 1.5 / (1.5 + 1 / np.log2(3)))
        self.assertAlmostEqual(recall, 2 / 3)
        self.assertEqual((hit, reciprocal), (1.0, 1.0))
        self.assertEqual(measures.measures([], 3), (0.0, 0.0, 0.0, 0.0))
        self.assertEqual(measures.measures([11, 21], 2)[1:], (0.5, 0.0, 1 / 11))


class Methods(unittest.TestCase):
    # Track 0 is in three lists, 1 and 2 in two, 3 in one.
    lists = [[0, 1, 2], [0, 1], [0, 2, 3]]

    def test_ease_solves_each_track_from_the_others(self):
        peer = Ease(l2=2.0)
        peer.fit(self.lists, 4)
        counts = np.zeros((4, 4))
        for entry in self.lists:
            counts[np.ix_(entry, entry)] += 1
        for target in range(4):
            others = [t for t in range(4) if t != target]
            ridge = counts[np.ix_(others, others)] + 2.0 * np.eye(3)
            np.testing.assert_allclose(peer.weights[others, target], np.linalg.solve(ridge, counts[others, target]), rtol=1e-4)
            self.assertEqual(peer.weights[target, target], 0.0)

    def test_playlist_knn_by_hand(self):
        # The history 1, in two lists: w = 1 / (1 + 1); s = 1/2/sqrt(3), 1/2/sqrt(2), 0.
        linear = PlaylistKnnLinear(k=3, exponent=1.0, power=1)
        linear.fit(self.lists, 4)
        first = np.sqrt(2 / 3)
        np.testing.assert_allclose(linear.scores([(1,)]), [[first + 1, first + 1, first, 0]], rtol=1e-6)
        squared = PlaylistKnnSquared(k=3, exponent=1.0, power=2)
        squared.fit(self.lists, 4)
        np.testing.assert_allclose(squared.scores([(1,)]), [[2 / 3 + 1, 2 / 3 + 1, 2 / 3, 0]], rtol=1e-6)
        # Of two lists the smaller one is the minimum, and votes nothing.
        fewer = PlaylistKnnLinear(k=2, exponent=1.0, power=1)
        fewer.fit(self.lists, 4)
        self.assertEqual(fewer.scores([(1,)])[0][2], 0.0)

    def test_vmis_knn_by_hand(self):
        # Of the history 3, 1 (newest last) 1 weighs 1 and 3 weighs 1/2; list 2 matches at the place before the newest.
        peer = VmisKnn(m=10, k=10)
        peer.fit(self.lists, 4)
        rarity = np.log([1, 3 / 2, 3 / 2, 3])
        votes = np.array([0, 2.0, 1.0 + 0.5 * 0.9, 0.5 * 0.9])
        np.testing.assert_allclose(peer.scores([(3, 1)]), [votes * rarity])
        newest = VmisKnn(m=1, k=10)
        newest.fit(self.lists, 4)
        np.testing.assert_allclose(newest.scores([(1,)]), [np.array([0, 1, 0, 0]) * rarity])

    def test_what_was_heard_is_not_listed_and_ties_go_to_the_popular(self):
        peer = VmisKnn(m=1, k=10)
        peer.fit(self.lists, 4)
        self.assertEqual([r.tolist() for r in peer.rankings([(1,)], 3)], [[0, 2, 3]])


class Tables(unittest.TestCase):
    def test_tracklists_of_mixes(self):
        rows = ["[017] A - B [Label - 1]", "C-D - E (F Mix)", "[02] ? - G", "[05] no dash", "H - I - J"]
        found = list(djmix_table.tracks({"tracklist": [{"title": row} for row in rows]}))
        self.assertEqual(found, [("A", "B"), ("C-D", "E (F Mix)"), ("H", "I - J")])
        self.assertEqual(djmix_table.date("2014-06 - Someone @ somewhere"), "2014-06")
        self.assertEqual(djmix_table.date("Someone 2014"), "")

    def test_generated_tables_are_the_same_for_a_seed(self):
        small = {"users": {"people": 20, "artists": 100}, "playlists": {"many": 20}, "radio": {"stations": 2, "weeks": 3}}
        for kind, sizes in small.items():
            made = [list(generated.WORLDS[kind](np.random.default_rng(seed), **sizes)) for seed in (1, 1, 2)]
            self.assertEqual(made[0], made[1])
            self.assertNotEqual(made[0], made[2])
            for _, _, rows in made[0]:
                self.assertEqual(len({tuple(row) for row in rows}), len(rows))

    def test_words_differ(self):
        self.assertEqual(len({generated.word(n) for n in range(20_000)}), 20_000)


if __name__ == "__main__":
    unittest.main()
