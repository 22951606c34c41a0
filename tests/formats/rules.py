"""What `docs/pack-format.md` says of the tables' orders and of what they have in common, as queries that must find nothing."""

import re

import duckdb

from opened import Pack, Wrong

#: A rule, and a query for the rows that break it. Reads the tables and the views of `signals.sql`.
RULES = {
    "tracks: in most lists first": "SELECT id FROM (SELECT id, lists, lag(lists) OVER (ORDER BY id) AS above FROM tracks) WHERE lists > above",
    "tracks: `lists` counts the lists that hold it": """
        SELECT id FROM tracks LEFT JOIN (SELECT track, count(*) AS held FROM entries GROUP BY track) e ON e.track = id
        WHERE lists <> coalesce(held, 0)""",
    "tracks: at most 64 tags, as many as weights": "SELECT id FROM tracks WHERE len(tags) > 64 OR len(tags) <> len(tag_weights)",
    "artists: in the order of their first track": """
        SELECT id FROM (SELECT id, tracks[1] AS first, lag(tracks[1]) OVER (ORDER BY id) AS above FROM artists)
        WHERE first IS NULL OR first <= above""",
    "artists: `tracks` are those of the artist, ascending": """
        SELECT id FROM artists
        FULL JOIN (SELECT artist, list(id ORDER BY id) AS own FROM tracks GROUP BY artist) t ON t.artist = artists.id
        WHERE artists.tracks IS DISTINCT FROM own""",
    "artists: `near` runs parallel to its weights, strongest first, and names others": """
        SELECT id FROM artists
        WHERE len(near) <> len(near_weights) OR list_sort(near_weights, 'DESC') <> near_weights OR list_contains(near, id)""",
    "tags: by name, at most 256": """
        SELECT id FROM (SELECT id, name, lag(name) OVER (ORDER BY id) AS above FROM tags) WHERE name <= above OR id > 255""",
    "tags: `tracks` are those that carry it, ascending": """
        SELECT id FROM tags FULL JOIN (SELECT tag, list(track ORDER BY track) AS own FROM tagged GROUP BY tag) t ON t.tag = tags.id
        WHERE tags.tracks IS DISTINCT FROM own""",
    "lists: the dated ones by date, then the others": """
        SELECT id FROM (SELECT id, date, lag(date) OVER (ORDER BY id) AS above FROM lists)
        WHERE regexp_matches(date, '^[0-9]{4}') AND (above > date OR NOT regexp_matches(above, '^[0-9]{4}'))""",
    "lists: each track once": "SELECT id FROM lists WHERE len(list_distinct(tracks)) <> len(tracks)",
    "postings: the lists that hold a track, ascending": """
        SELECT id FROM postings FULL JOIN (SELECT track, list(list ORDER BY list) AS held FROM entries GROUP BY track) e ON e.track = id
        WHERE postings.lists IS DISTINCT FROM held""",
    "postings: `both` is parallel to the neighbours, and empty for a track of a single list": """
        SELECT p.id FROM postings p JOIN neighbours n USING (id)
        WHERE len(p.both) <> CASE WHEN len(p.lists) = 1 THEN 0 ELSE len(n.track) END""",
    "postings: `both` counts the lists that hold both, up to 255": """
        SELECT w.seed FROM counted_weights w JOIN postings p ON p.id = w.seed JOIN postings o ON o.id = w.track
        WHERE len(p.both) > 0 AND p.both[w.place] <> least(255, len(list_intersect(p.lists, o.lists)))""",
    "neighbours: parallel, strongest first, others": """
        SELECT id FROM neighbours
        WHERE len(track) <> len(weight) OR list_sort(weight, 'DESC') <> weight OR list_contains(track, id)""",
    "fitted: parallel, strongest first, others": """
        SELECT id FROM fitted WHERE len(track) <> len(weight) OR list_sort(weight, 'DESC') <> weight OR list_contains(track, id)""",
    "words: in byte order": """
        SELECT id FROM (SELECT id, encode(word) AS word, lag(encode(word)) OVER (ORDER BY id) AS above FROM words) WHERE word <= above""",
    "words: their lists, ascending": "SELECT id FROM words WHERE len(lists) = 0 OR list_sort(list_distinct(lists)) <> lists",
    "keys: ascending by hash": "SELECT id FROM (SELECT id, hash, lag(hash) OVER (ORDER BY row) AS above FROM keys) WHERE hash < above",
}

#: A name that folds to its own letters and digits, in lower case, and holds no marker of a version.
PLAIN = re.compile(r"[A-Za-z0-9 ]+")


def check(con: duckdb.DuckDBPyConnection, pack: Pack) -> int:
    """Checks every rule, the counts of the card and the keys; gives how many keys were looked up."""
    for rule, query in RULES.items():
        if broken := con.sql(query).fetchall():
            raise Wrong(f"{rule}: not so for {len(broken)} rows, the first of them {broken[0][0]}")
    counts = {name: len(pack.tables[name]) for name in ("tracks", "artists", "tags", "lists", "words")}
    counts["entries"] = con.sql("SELECT count(*) FROM entries").fetchall()[0][0]
    counts["neighbours"] = con.sql("SELECT count(*) FROM counted_weights").fetchall()[0][0]
    counts["fitted"] = con.sql("SELECT count(*) FROM fitted_weights").fetchall()[0][0]
    if counts != pack.card["counts"]:
        raise Wrong(f"the card counts {pack.card['counts']}, the tables have {counts}")
    return look_up(pack)


def look_up(pack: Pack) -> int:
    """Looks the plain names up in `keys.arrow`, by the way of the page."""
    ids = set(zip(pack.column("keys", "hash"), pack.column("keys", "id")))
    artists, wanted = pack.column("artists", "name"), []
    for id, (artist, title) in enumerate(zip(pack.column("tracks", "artist"), pack.column("tracks", "title"))):
        if PLAIN.fullmatch(artists[artist]) and PLAIN.fullmatch(title):
            wanted.append(("0" + folded(artists[artist]) + "\x01" + folded(title), id))
    wanted += [("3" + folded(name), id) for id, name in enumerate(artists) if PLAIN.fullmatch(name)]
    for key, id in wanted:
        if (fnv1a(key.encode()), id) not in ids:
            raise Wrong(f"keys: {key!r} does not lead to row {id}")
    return len(wanted)


def folded(plain: str) -> str:
    """A plain name folded (no name of the made-up lists begins with an article)."""
    return plain.replace(" ", "").lower()


def fnv1a(text: bytes) -> int:
    """The 64-bit hash FNV-1a."""
    value = 0xCBF29CE484222325
    for byte in text:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value
