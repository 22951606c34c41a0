"""Tables made by a seeded generator, so that the methods also meet data that nobody has seen.

Three worlds: `users` (user-artist tables: mixed tastes, Zipf popularity, undated), `playlists` (clusters whose tracks appear and
fade over the years, lists that wander between neighbouring clusters) and `radio` (stations of some formats with rotations that
change from week to week). They are artificial: a method that leads here has not been shown to lead anywhere else.

    python generated.py users 7 users.csv
"""

import csv
import datetime
import sys

import numpy as np

SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


def word(number):
    """A made-up word, another one for each number."""
    parts = []
    while True:
        number, rest = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
        if number == 0:
            return "".join(parts).capitalize()


def drawn(random, weights, many):
    """So many distinct indices, drawn one after the other by weight (Gumbel top-k), in the order drawn."""
    many = min(many, np.count_nonzero(weights))
    with np.errstate(divide="ignore"):
        keys = np.log(weights) + random.gumbel(size=len(weights))
    best = np.argpartition(-keys, many - 1)[:many]
    return best[np.argsort(-keys[best])]


def zipf(random, many, exponent):
    """Shares that fall with a power of the rank, the ranks shuffled."""
    shares = 1 / np.arange(1, many + 1) ** exponent
    return random.permutation(shares / shares.sum())


def lengths(random, many, median, sigma, least):
    """Lengths of lists: log-normal, cut below."""
    return np.maximum(np.round(median * np.exp(sigma * random.normal(size=many))), least).astype(int)


def users(random, people=1500, artists=4000, tastes=150):
    """People who listen to a few tastes each; an artist belongs to one taste mostly, some to more. One title an artist,
    what is liked most tends to come first."""
    shares = zipf(random, artists, 0.6)
    belongs = random.dirichlet(np.full(tastes, 0.01), artists)
    for n, many in enumerate(lengths(random, people, 40, 0.5, 8)):
        mind = random.dirichlet(np.full(tastes, 0.02))
        weights = shares * (belongs @ mind + 0.0003)
        yield f"user {n}", "", [(word(a), word(a)) for a in drawn(random, weights, many)]


def playlists(random, many=4000, tracks=5000, clusters=80, days=2500):
    """Lists of one to three neighbouring clusters; a track is new once, is played most then, and fades to an evergreen level."""
    shares = zipf(random, tracks, 0.7)
    cluster = random.integers(0, clusters, tracks)
    artist = cluster * 25 + random.integers(0, 25, tracks)
    begins = random.integers(-days, days, tracks)
    first = datetime.date(2015, 1, 1)
    for n, length in enumerate(lengths(random, many, 22, 0.7, 5)):
        day = int(days * random.random() ** 0.7)
        age = day - begins
        fresh = np.where(age < 0, 0.0, 0.15 + np.exp(-np.maximum(age, 0) / 300))
        home, near = random.integers(clusters), random.integers(1, 4)
        # Clusters stand on a ring; a list is mostly at home, at times next door, rarely anywhere.
        distance = np.abs((cluster - home + clusters // 2) % clusters - clusters // 2)
        weights = shares * fresh * (np.exp(-distance / (0.4 * near)) + 0.0005)
        rows = [(word(1000 + artist[t]), word(90_000 + t)) for t in drawn(random, weights, length)]
        yield f"list {n}", str(first + datetime.timedelta(day)), rows


def radio(random, stations=20, weeks=30, formats=5, tracks=3000):
    """Three-hour logs, three a week and station; a station plays its format, a few songs in heavy rotation for some weeks."""
    shares = zipf(random, tracks, 0.6)
    suits = random.dirichlet(np.full(formats, 0.3), tracks)
    kinds = random.integers(0, formats, stations)
    own = np.exp(0.7 * random.normal(size=(stations, tracks)))
    release = random.integers(-20 * weeks, weeks, tracks)
    first = datetime.date(2021, 1, 4)
    for week in range(weeks):
        age = week - release
        rotation = np.where(age < 0, 0.0, 1.0 + 12.0 * np.exp(-np.maximum(age, 0) / 5))
        for station in range(stations):
            for log in range(3):
                weights = shares * suits[:, kinds[station]] * own[station] * rotation
                chosen = drawn(random, weights, int(random.integers(28, 46)))
                day = first + datetime.timedelta(7 * week + 2 * log)
                rows = [(word(500 + t // 4), word(40_000 + t)) for t in chosen]
                yield f"station {station} {day}", str(day), random.permutation(rows).tolist()


WORLDS = {"users": users, "playlists": playlists, "radio": radio}


def write(kind, seed, path):
    """Writes one world as a table; the same seed gives the same table."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["list_id", "list_name", "date", "position", "artist", "title"])
        for n, (name, date, rows) in enumerate(WORLDS[kind](np.random.default_rng(seed))):
            for place, row in enumerate(rows):
                table.writerow([n, name, date, place, *row])


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in WORLDS:
        sys.exit(f"usage: generated.py {'|'.join(WORLDS)} SEED FILE")
    write(sys.argv[1], int(sys.argv[2]), sys.argv[3])
