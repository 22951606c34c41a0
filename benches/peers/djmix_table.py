"""The tracklists of the package `djmix` (PyPI) as a table. For measuring on one's own machine; the table is not to be passed on.

The wheel of version 0.2.4 carries `dataset/djmix-dataset.json` (5,040 mixes of mixesdb.com with their tracklists); the package
need not be installed: `pip download --no-deps djmix==0.2.4` fetches the wheel.

    python djmix_table.py tracks djmix-0.2.4-py3-none-any.whl djmix-tracks.csv
    python djmix_table.py artists djmix-0.2.4-py3-none-any.whl djmix-artists.csv

Few tracks come back in later mixes: of the newest tenth of the mixes, eleven have four tracks that older mixes share. So `tracks`
leaves dates out, which makes the split a seeded one; `artists` keeps them, and makes a table of a mix's artists.
"""

import argparse
import csv
import json
import re
import zipfile

MEMBER = "dataset/djmix-dataset.json"
# "[017] Artist - Title [Label - Number]", where time and label may be missing.
ROW = re.compile(r"^\s*(?:\[[^\]]*\]\s*)?(?P<artist>.+?)\s+-\s+(?P<title>.+?)\s*(?:\[[^\]]*\]\s*)?$")


def tracks(mix):
    """The named tracks of a mix as (artist, title)."""
    for row in mix["tracklist"]:
        found = ROW.match(row["title"])
        if found and not found["artist"].startswith("?") and not found["title"].startswith("?"):
            yield found["artist"], found["title"]


def date(title):
    """The date with which the titles of mixes begin, as far as it is known: "2014", "2014-06" or "2014-06-13"."""
    found = re.match(r"\d{4}(-\d\d){0,2}", title)
    return found[0] if found else ""


def write(kind, wheel, path):
    """Writes the table: of tracks without dates, or of artists with them."""
    with zipfile.ZipFile(wheel) as archive:
        mixes = json.loads(archive.read(MEMBER))
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["list_id", "list_name", "date", "position", "artist", "title"])
        for mix in mixes:
            day = date(mix["title"]) if kind == "artists" else ""
            for place, (artist, title) in enumerate(tracks(mix)):
                table.writerow([mix["id"], mix["title"], day, place, artist, artist if kind == "artists" else title])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("tracks", "artists"))
    parser.add_argument("wheel")
    parser.add_argument("out")
    given = parser.parse_args()
    write(given.kind, given.wheel, given.out)
