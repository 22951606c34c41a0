#!/usr/bin/env python3
"""Opens packs in pyarrow and in DuckDB, and computes there what Glasscrate says in JSON: every contribution, every score, the ranking.

    python3 -m venv venv && venv/bin/pip install -r tests/formats/requirements.txt
    venv/bin/python tests/formats/recompute.py target/release/glasscrate

Needs Python 3.11 or later. Ends with 1 and says what differs if one integer does.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

import made_up
import rules
from alike import Alike, Seed
from opened import Pack, Wrong, digest

SIGNALS = Path(__file__).with_name("signals.sql")

#: Every signal that is recomputed here speaks. The others are silent: `list-name` for want of a phrase, `heard-before` since no heard
#: track is listed.
MIX = {
    "together": 1, "fitted": 1, "lists-like-yours": 1, "same-artist": 0.2, "popularity": 0.1, "tags": 0.1,
    "follows": 0, "artists-together": 0, "artist-repeat": 0,
}  # fmt: skip

#: Parameters that only a question reads, unlike the published ones in every way: a card may have them.
OTHER_PARAMETERS = {
    "alike": 60, "alike_power": 180, "alike_unit": 5000, "order": 35,
    "companions": 80, "companion_count": 7, "recency": 40, "artist_companions": 30, "discount": 15,
}  # fmt: skip

#: Of them those that a card may leave out.
LEFT_OUT = {"discount"}

#: Tracks and plays of the histories, and how many tracks are listed for them: one with ties, usual ones, and one of so many tracks
#: and artists that bounds are met.
HISTORIES = [(1, 1, 50), (3, 3, 20), (50, 160, 200), (250, 400, 20)]

#: What tells a contribution of a track from the others: signal, seed, companion.
Key = tuple[str, int | None, int | None]

#: Its three factors (seed, mixer, weight) and their product.
Numbers = tuple[int, int, int, int]


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: recompute.py GLASSCRATE", file=sys.stderr)
        return 2
    glasscrate = Path(sys.argv[1]).resolve()
    print(f"DuckDB {duckdb.__version__}, pyarrow {pa.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        try:
            for name, pack in packs(glasscrate, Path(folder)):
                check(glasscrate, name, pack)
        except Wrong as wrong:
            print(f"not as documented: {wrong}", file=sys.stderr)
            return 1
    return 0


def run(*command: object) -> str:
    """What a command prints; it must end well."""
    done = subprocess.run([str(word) for word in command], capture_output=True, encoding="utf-8")
    if done.returncode:
        raise Wrong(f"{' '.join(map(str, command))}\nended with {done.returncode}: {done.stderr}")
    return done.stdout


def packs(glasscrate: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Packs of the same lists under three sets of parameters, one after the other."""
    table = folder / "lists.csv"
    made_up.lists(table)
    for name, options in [("published", ["--published"]), ("chosen", [])]:
        pack = folder / f"{name}.pack"
        run(glasscrate, "--quiet", "pack", "build", "--from", "csv", table, "--out", pack, "--licence", "CC0-1.0", *options)
        yield name, pack
    other = folder / "other.pack"
    shutil.copytree(pack, other)
    card = (other / "card.toml").read_text(encoding="utf-8")
    for parameter, value in OTHER_PARAMETERS.items():
        card, found = re.subn(rf"(?m)^{parameter} = \d+$", f"{parameter} = {value}", card)
        if found == 0 and parameter in LEFT_OUT:
            card, found = re.subn(r"(?m)^\[parameters\]$", f"[parameters]\n{parameter} = {value}", card)
        if found != 1:
            raise Wrong(f"the card has `{parameter}` {found} times")
    (other / "card.toml").write_text(card, encoding="utf-8")
    yield "other parameters", other


def check(glasscrate: Path, name: str, folder: Path) -> None:
    """Holds a pack against the page, and what is recommended from it against what its tables give."""
    run(glasscrate, "pack", "verify", folder)
    pack = Pack(folder)
    # Nothing may be fetched on the way.
    con = duckdb.connect(config={"autoinstall_known_extensions": False})
    for table, rows in pack.tables.items():
        con.register(table, rows)
    con.execute(SIGNALS.read_text(encoding="utf-8"))
    keys = rules.check(con, pack)
    print(f"{name}: {len(pack.tables)} tables have the page's schema, {len(rules.RULES)} rules hold, {keys} keys lead home")
    compared: Counter[str] = Counter()
    for tracks, plays, limit in HISTORIES:
        history = folder.with_name(f"{tracks}.csv")
        heard = made_up.history(history, tracks, plays)
        mix = [word for signal, weight in MIX.items() for word in ("--set", f"{signal}={weight}")]
        command = ["--quiet", "recommend", "--history", history, "--pack", folder, "--format", "json", "-n", limit, *mix]
        answer = json.loads(run(glasscrate, *command))
        if answer["pack"]["digest"] != digest(folder / "card.toml"):
            raise Wrong(f"the digest of {name} is not that of its card")
        own = compare(con, pack, answer, heard)
        told = ", ".join(f"{signal} {count}" for signal, count in sorted(own.items()))
        print(f"  seeds {len(answer['seeds'])}: {len(answer['recommendations'])} tracks, their order, scores and contributions equal ({told})")
        compared += own
    for signal in (signal for signal, weight in MIX.items() if weight and not compared[signal]):
        raise Wrong(f"no contribution of {signal}: nothing was compared")


def compare(con: duckdb.DuckDBPyConnection, pack: Pack, answer: dict, heard: list[made_up.Name]) -> Counter[str]:
    """Holds an answer against the tables, integer by integer; gives how many contributions of each signal were equal."""
    ids = Names(pack)
    places = {name: place for place, name in enumerate(name for name in heard if name in ids)}
    seeds = [Seed(ids.of(s), s["weight"], places[s["artist"], s["title"]]) for s in answer["seeds"]]
    reckoned, parts, order = reckon(con, pack, seeds, answer["settings"])
    together_in = {(a, b): n for a, b, n in con.sql("SELECT seed, track, lists FROM together_in").fetchall()}

    listed = [(ids.of(r), r["score"]) for r in answer["recommendations"]]
    if len(listed) != len(order):
        raise Wrong(f"{len(listed)} tracks are listed in JSON, {len(order)} from the tables")
    for place, (told, ours) in enumerate(zip(listed, order), start=1):
        if told != ours:
            raise Wrong(f"place {place}: track {told[0]} with {told[1]} in JSON, track {ours[0]} with {ours[1]} from the tables")

    compared: Counter[str] = Counter()
    for track, told in zip((track for track, _ in listed), answer["recommendations"]):
        where = f"{told['artist']} - {told['title']}"
        found: dict[Key, Numbers] = {}
        for c in told["contributions"]:
            evidence, factors = c["evidence"], c["factors"]
            seed = ids.of(evidence["seed"]) if "seed" in evidence else None
            companion = ids.of(evidence["companion"]) if "companion" in evidence else None
            key = (c["signal"], seed, companion)
            if key in found:
                raise Wrong(f"{where}: {key} twice")
            found[key] = (factors["seed"], factors["mixer"], factors["weight"], c["points"])
            same("lists", where, key, evidence.get("lists"), evidence_count(pack, together_in, key, track))
            same("parts", where, key, evidence.get("parts"), parts.get((track, key)))
            same("alike lists", where, key, evidence.get("alike", 0), len(parts.get((track, key), [])))
        ours = reckoned.get(track, {})
        for key in found.keys() | ours.keys():
            same("factors and points", where, key, found.get(key), ours.get(key))
            compared[key[0]] += 1
        if sum(points for *_, points in ours.values()) != told["score"]:
            raise Wrong(f"{where}: the contributions do not sum to {told['score']}")
    return compared


def same(what: str, where: str, key: Key, told: object, ours: object) -> None:
    """Refuses what differs."""
    if told != ours:
        raise Wrong(f"{where}, {key}: {what} {told} in JSON, {ours} from the tables")


def evidence_count(pack: Pack, together_in: dict[tuple[int, int], int], key: Key, track: int) -> int | None:
    """How many lists a contribution rests on, where its evidence says so."""
    signal, seed, _ = key
    if signal in ("together", "fitted"):
        return together_in.get((seed, track), 0)
    return pack.tables["tracks"]["lists"][track].as_py() if signal == "popularity" else None


def reckon(
    con: duckdb.DuckDBPyConnection, pack: Pack, seeds: list[Seed], settings: dict
) -> tuple[dict[int, dict[Key, Numbers]], dict[tuple[int, Key], list[int]], list[tuple[int, int]]]:
    """From tables and seeds alone: the contributions of every track, the parts behind those of alike lists, and the listed tracks
    with their scores."""
    mixer = settings["mixer"]
    con.execute("DELETE FROM seeds; DELETE FROM mixer")
    con.executemany("INSERT INTO seeds VALUES (?, ?)", [(s.track, s.weight) for s in seeds])
    con.executemany("INSERT INTO mixer VALUES (?, ?)", list(mixer.items()))

    reckoned: dict[int, dict[Key, Numbers]] = {}
    points: Counter[int] = Counter()
    candidates: set[int] = set()
    rows = con.sql("SELECT signal, seed, track, seed_weight, mixer, weight, points FROM contributions").fetchall()
    for signal, seed, track, *numbers in rows:
        points[track] += numbers[-1]
        if signal != "popularity":
            candidates.add(track)
        if numbers[-1]:
            reckoned.setdefault(track, {})[signal, seed, None] = tuple(numbers)

    alike = Alike(pack, seeds)
    candidates |= alike.reached()
    parts: dict[tuple[int, Key], list[int]] = {}
    signal = "lists-like-yours"
    for said in alike.said():
        voice, weight = said.voice, sum(said.parts)
        companion = voice.track if voice.track != voice.seed.track else None
        key = (signal, voice.seed.track, companion)
        product = voice.strength * mixer[signal] * weight
        points[said.track] += product
        reckoned.setdefault(said.track, {})[key] = (voice.strength, mixer[signal], weight, product)
        parts[said.track, key] = said.parts

    wanted = settings["limit"] + len(seeds)
    if len(candidates) < wanted:
        candidates |= set(range(min(wanted, len(pack.tables["tracks"]))))
    candidates -= {seed.track for seed in seeds}
    order = sorted(((track, points[track]) for track in candidates), key=lambda found: (-found[1], found[0]))
    return reckoned, parts, order[: settings["limit"]]


class Names:
    """Which track a name is of. The packs here have one track of a name."""

    def __init__(self, pack: Pack):
        artists = pack.column("artists", "name")
        names = [(artists[a], t) for a, t in zip(pack.column("tracks", "artist"), pack.column("tracks", "title"))]
        self.ids = {name: id for id, name in enumerate(names)}
        if len(self.ids) != len(names):
            raise Wrong("two tracks of one name")

    def __contains__(self, name: made_up.Name) -> bool:
        return name in self.ids

    def of(self, named: dict) -> int:
        """The track of a name in JSON."""
        return self.ids[named["artist"], named["title"]]


if __name__ == "__main__":
    sys.exit(main())
