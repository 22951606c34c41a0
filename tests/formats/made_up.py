"""Made-up lists and histories, small, but with whatever the format and the formulas treat in a way of its own.

Two tracks that stand in nearly every list (their counts go beyond what eight bits hold), tracks of a single list, an artist with more
tracks than `same-artist` reaches, a tag that every track has, lists of one date, without one and with a text for one, names that are no ASCII; and in
the histories repeated, old and skipped plays, a track that was only ever skipped, and one that the pack does not know.
"""

import csv
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

LISTS = 420
SCENES = 16
TRACKS_OF_A_SCENE = 45
TRACKS_OF_THE_LARGE_ARTIST = 130

#: An artist and a title.
Name = tuple[str, str]


def scene(number: int) -> list[Name]:
    """The tracks of a scene, the common ones first."""
    letter = "é" if number % 4 == 0 else "e"
    return [(f"Sc{letter}ne {number} Artist {n % 7}", f"Sc{letter}ne {number}, “Title” {n}") for n in range(TRACKS_OF_A_SCENE)]


EVERYWHERE: list[Name] = [("Everywhere", "First"), ("Everywhere", "Second")]
LARGE: list[Name] = [("Large Artist", f"Number {n}") for n in range(TRACKS_OF_THE_LARGE_ARTIST)]
SCENE: list[list[Name]] = [scene(n) for n in range(SCENES)]


def lists(path: Path) -> None:
    """Writes a table for `pack build --from csv`."""
    chance = random.Random(3)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["list_id", "list_name", "date", "position", "artist", "title", "year", "tags"])
        for number in range(LISTS):
            kind = chance.randrange(SCENES)
            tracks = [name for name in EVERYWHERE if chance.random() < 0.95]
            # The square of a chance: the first of a scene stand in more of its lists.
            tracks += [SCENE[kind][int(chance.random() ** 2 * TRACKS_OF_A_SCENE)] for _ in range(chance.randrange(4, 30))]
            tracks += [LARGE[int(chance.random() ** 2 * len(LARGE))] for _ in range(chance.randrange(6))]
            tracks.append((f"Sole Artist {number % 40}", f"Only in {number}"))
            chance.shuffle(tracks)
            day = datetime(2015, 1, 1) + timedelta(days=30 * chance.randrange(100))
            date = {0: "", 1: "last spring", 2: f"{day:%Y}"}.get(number % 10, f"{day:%Y-%m-%d}")
            for place, (artist, title) in enumerate(dict.fromkeys(tracks)):
                tags = f"music;kind {len(title) % 5};{artist.split()[0].lower()}"
                table.writerow([number, f"Scene {kind} mix", date, place, artist, title, 1970 + len(title), tags])


def history(path: Path, tracks: int, plays: int) -> list[Name]:
    """Writes a history of so many plays of about so many tracks, and gives these, the one heard last first."""
    chance = random.Random(tracks)
    # Only a long history goes through all scenes.
    known = [name for kind in (SCENE if tracks > 100 else SCENE[:5]) for name in kind[:20]] + EVERYWHERE + LARGE[:12]
    # A single one shall have many lists that are equally alike.
    chosen = chance.sample(known, tracks) if tracks > 1 else EVERYWHERE[:1]
    heard = chosen + [chance.choice(chosen) for _ in range(plays - tracks)]
    rows = [(*name, plays > tracks and chance.random() < 0.2) for name in heard]
    if plays > tracks:
        rows += [(*SCENE[6][44], True), ("Nobody", "Unknown to the pack", False)]
    chance.shuffle(rows)
    at = datetime(2024, 5, 1, 12, tzinfo=timezone.utc)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["artist", "title", "played_at", "skipped"])
        for artist, title, skipped in rows:
            table.writerow([artist, title, at.isoformat(), str(skipped).lower()])
            at -= timedelta(hours=chance.randrange(1, 72))
    return list(dict.fromkeys((artist, title) for artist, title, _ in rows))
