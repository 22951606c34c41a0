"""Tables of lists, and their division into what is trained on and what is asked.

The conventions, the same for every method:

1. A track is its artist and title, compared without case, runs of blanks as one. It counts once in a list, at its first place.
2. Lists with fewer than `MIN_TRACKS` distinct tracks are left out.
3. Lists are ordered by date, as text; those of one date, and those without one, in reading order, undated ones first. When no
   list has a date they are ordered by SHA-256 of seed and `list_id`.
4. The last tenth is tested, the tenth before it is the validation part. The first nine tenths (rounded down) train for the
   test, the first eight tenths for the validation.
5. The candidates are the tracks in at least `MIN_LISTS` training lists. All other tracks are dropped everywhere: from training
   lists, histories and held-out halves. So no method can list them, and none is charged for missing them.
6. A tested list with fewer than `MIN_TRACKS` candidates is left out. Its first half (rounded down) is the history, in order, the
   second half is to be found.
"""

import csv
import gzip
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

MIN_TRACKS = 4
MIN_LISTS = 2


@dataclass(frozen=True)
class TrackList:
    """One list of a table: its tracks are (artist, title), each once, in order."""

    list_id: str
    name: str
    date: str
    tracks: tuple


@dataclass(frozen=True)
class Case:
    """A tested list: the history oldest first, and what is to be found. Tracks by their index in `Split.tracks`."""

    history: tuple
    held: tuple


@dataclass(frozen=True)
class Split:
    """What one run trains on and is asked.

    `tracks` are the candidates as (artist, title), those in most training lists first, then by name: catalogue order, which
    breaks ties in every method. `train` holds the training lists, oldest first, as (TrackList, indices).
    """

    tracks: list
    train: list
    cases: list
    left_out: int


def key(artist, title):
    """What makes two rows the same track."""
    return tuple(" ".join(text.split()).casefold() for text in (artist, title))


def read_table(path):
    """Reads a table, plain or gzip, with the columns list_id, artist and title, and perhaps list_name, date, position."""
    opened = gzip.open if Path(path).read_bytes()[:2] == b"\x1f\x8b" else open
    rows, about, names = {}, {}, {}
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            artist, title = row["artist"].strip(), row["title"].strip()
            if not artist or not title:
                continue
            # The first spelling of a track stands for all of them.
            track = names.setdefault(key(artist, title), (artist, title))
            of_list = rows.setdefault(row["list_id"], [])
            place = row.get("position") or ""
            of_list.append((int(place) if place.strip().isdigit() else len(of_list), track))
            about.setdefault(row["list_id"], (row.get("list_name") or "", row.get("date") or ""))
    lists = []
    for list_id, placed in rows.items():
        placed.sort(key=lambda p: p[0])
        lists.append(TrackList(list_id, *about[list_id], tuple(dict.fromkeys(track for _, track in placed))))
    return lists


def is_date(text):
    """A date begins with four digits."""
    return len(text) >= 4 and text[:4].isdigit()


def ordered(lists, seed=1):
    """The lists that are long enough, in the order in which the last are held out."""
    lists = [entry for entry in lists if len(entry.tracks) >= MIN_TRACKS]
    if any(is_date(entry.date) for entry in lists):
        return sorted(lists, key=lambda entry: entry.date if is_date(entry.date) else "")
    return sorted(lists, key=lambda entry: hashlib.sha256(f"{seed}\n{entry.list_id}".encode()).digest())


def split(lists, begin, end):
    """Trains on the first `begin` of the ordered lists and asks about those from there to `end` (tenths)."""
    first, last = len(lists) * begin // 10, len(lists) * end // 10
    counts = Counter(track for entry in lists[:first] for track in entry.tracks)
    tracks = sorted((t for t, n in counts.items() if n >= MIN_LISTS), key=lambda t: (-counts[t], t))
    index = {track: n for n, track in enumerate(tracks)}
    train = [(entry, [index[t] for t in entry.tracks if t in index]) for entry in lists[:first]]
    train = [(entry, known) for entry, known in train if known]
    cases = []
    for entry in lists[first:last]:
        known = tuple(index[t] for t in entry.tracks if t in index)
        if len(known) >= MIN_TRACKS:
            cases.append(Case(known[: len(known) // 2], known[len(known) // 2 :]))
    return Split(tracks, train, cases, last - first - len(cases))


def validation_and_test(lists, seed=1):
    """The two splits of a table: methods are tuned on the first and run once on the second."""
    lists = ordered(lists, seed)
    return split(lists, 8, 9), split(lists, 9, 10)


def write_training(part, path):
    """Writes the training lists of a split as a table, candidates only, lists oldest first."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["list_id", "list_name", "date", "position", "artist", "title"])
        for entry, known in part.train:
            for place, track in enumerate(known):
                table.writerow([entry.list_id, entry.name, entry.date, place, *part.tracks[track]])


def write_histories(part, path):
    """Writes the histories of a split for `glasscrate recommend --batch`: one line a tested list, newest track first."""
    with open(path, "w", encoding="utf-8") as file:
        for number, case in enumerate(part.cases):
            history = [dict(zip(("artist", "title"), part.tracks[t])) for t in reversed(case.history)]
            file.write(json.dumps({"id": number, "history": history}, ensure_ascii=False) + "\n")
