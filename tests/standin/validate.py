"""Asks a running stand-in, and checks each answer against Spotify's OpenAPI description.

    validate.py DESCRIPTION development|extended BASE TOKEN

Where an answer departs from the description on purpose, as Spotify's own answers do, an allowance names the place, the reason
and the modes. An allowance that nothing needs is an error too, so that the list stays true.
"""

import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

import yaml
from openapi_schema_validator import OAS30ReadValidator

OWN, OTHERS = "5StandinOnlyPlLst00001", "5StandinOnlyPlLst00004"
TRACK = "5StandinOnlyTrack00003"
URI = f"spotify:track:{TRACK}"

# (method, path of the description, values in the path, query, body, expected status)
CALLS = [
    ("get", "/me", {}, {}, None, 200),
    ("get", "/me/player/recently-played", {}, {"limit": 50}, None, 200),
    ("get", "/me/player/recently-played", {}, {"limit": 5, "before": 1795200000000}, None, 200),
    ("get", "/me/player/recently-played", {}, {"after": 1999999999999}, None, 200),
    ("get", "/me/top/{type}", {"type": "tracks"}, {"limit": 50, "time_range": "short_term"}, None, 200),
    ("get", "/me/top/{type}", {"type": "tracks"}, {"limit": 20, "offset": 40}, None, 200),
    ("get", "/me/top/{type}", {"type": "artists"}, {}, None, 200),
    ("get", "/me/tracks", {}, {"limit": 50}, None, 200),
    ("get", "/me/playlists", {}, {"limit": 2, "offset": 2}, None, 200),
    ("get", "/me/playlists", {}, {}, None, 200),
    ("get", "/playlists/{playlist_id}", {"playlist_id": OWN}, {}, None, 200),
    ("get", "/playlists/{playlist_id}", {"playlist_id": OTHERS}, {}, None, 200),
    ("get", "/playlists/{playlist_id}/items", {"playlist_id": OWN}, {"limit": 50}, None, 200),
    ("get", "/playlists/{playlist_id}/items", {"playlist_id": OTHERS}, {}, None, 403),
    ("post", "/me/playlists", {}, {}, {"name": "Seen by a validator", "public": False}, 201),
    ("post", "/playlists/{playlist_id}/items", {"playlist_id": OWN}, {}, {"uris": [URI]}, 201),
    ("post", "/playlists/{playlist_id}/items", {"playlist_id": OTHERS}, {}, {"uris": [URI]}, 403),
    ("get", "/search", {}, {"q": "the", "type": "track", "limit": 10}, None, 200),
    ("get", "/tracks/{id}", {"id": TRACK}, {}, None, 200),
    ("get", "/tracks/{id}", {"id": TRACK}, {}, None, 429),
    ("get", "/me/library/contains", {}, {"uris": URI}, None, 200),
    ("put", "/me/library", {}, {"uris": URI}, None, 200),
    ("delete", "/me/library", {}, {"uris": URI}, None, 200),
    ("get", "/me/player/devices", {}, {}, None, 200),
    ("post", "/me/player/queue", {}, {"uri": URI}, None, 204),
    ("put", "/me/player/play", {}, {}, {"uris": [URI]}, 204),
]

# (modes, path of the description, place in the answer, message, reason)
BOTH = ("development", "extended")
ALLOWED = [
    (("development",), r".*", r".*/album", r"'available_markets' is a required property",
     "development mode lost the markets of albums in February 2026; the description still requires them"),
    (BOTH, r"/me/player/recently-played", r"/items/\d+/context", r"None .*",
     "a play from nowhere that can be named has no context"),
    (BOTH, r"/me/player/recently-played", r"/next", r"None .*",
     "the last page names no next one, as on every other list"),
    (BOTH, r"/me/player/recently-played", r"/cursors", r"None .*",
     "an empty page has nothing that cursors could point at"),
]


def load(path):
    """The description, fit to validate with."""
    with open(path, encoding="utf-8") as file:
        return fit(yaml.safe_load(file))


def fit(node):
    """Takes out the extensions, which refer to files that do not come with the description, and gives the discriminators the
    mapping that they lack: `track` stands for `TrackObject`."""
    if isinstance(node, list):
        return [fit(v) for v in node]
    if not isinstance(node, dict):
        return node
    node = {k: fit(v) for k, v in node.items() if not str(k).startswith("x-spotify")}
    if isinstance(node.get("discriminator"), dict) and "oneOf" in node:
        refs = [choice["$ref"] for choice in node["oneOf"]]
        mapping = {r.rsplit("/", 1)[-1].removesuffix("Object").lower(): r for r in refs}
        node["discriminator"].setdefault("mapping", mapping)
    return node


def resolved(description, node):
    """A node, or what it refers to."""
    while "$ref" in node:
        target = description
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def parameters_fit(description, operation, query):
    """Where a query departs from the description: unknown names, and required ones that it lacks."""
    known = [resolved(description, p) for p in operation.get("parameters", [])]
    named = {p["name"] for p in known if p["in"] == "query"}
    required = {p["name"] for p in known if p["in"] == "query" and p.get("required")}
    return [f"asks for unknown {n}" for n in set(query) - named] + [f"lacks {n}" for n in required - set(query)]


def ask(base, token, method, path, query, body):
    url = base.rstrip("/") + path + ("?" + urllib.parse.urlencode(query) if query else "")
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method.upper())
    request.add_header("authorization", f"Bearer {token}")
    if data:
        request.add_header("content-type", "application/json")
    # Loopback is never to be reached by way of a proxy.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


def leaves(error):
    """An error of `anyOf` and the like as the errors it is made of."""
    return [leaf for part in error.context for leaf in leaves(part)] if error.context else [error]


def wrong_with(description, operation, status, body):
    """Everything that is wrong with an answer: its place and what is said of it."""
    answers = {str(s): a for s, a in operation["responses"].items()}
    if str(status) not in answers:
        yield "", f"status {status} is not described"
        return
    answer = resolved(description, answers[str(status)])
    content = answer.get("content", {}).get("application/json")
    if content is None:
        if body:
            yield "", "a body where none is described"
        return
    schema = {**content["schema"], "components": description["components"]}
    for error in OAS30ReadValidator(schema).iter_errors(json.loads(body)):
        for leaf in leaves(error):
            yield "/" + "/".join(str(p) for p in leaf.absolute_path), leaf.message


def sees_nothing(description):
    """Whether the validator is blind: answers that are plainly wrong must be found so."""
    wrong = [("/me/top/{type}", {"items": [{"type": "track", "name": 3}]}), ("/me/tracks", []), ("/me", {"id": 7})]
    right = {path: description["paths"][path]["get"] for path, _ in wrong}
    return [f"{p}: {b} passes" for p, b in wrong if not [*wrong_with(description, right[p], 200, json.dumps(b))]]


def main():
    description_path, mode, base, token = sys.argv[1:]
    description = load(description_path)
    faults, used = sees_nothing(description), set()
    for method, template, values, query, body, expected in CALLS:
        operation = description["paths"][template][method]
        name = f"{method.upper()} {template}"
        faults += [f"{name}: {fault}" for fault in parameters_fit(description, operation, query)]
        status, answer = ask(base, token, method, template.format(**values), query, body)
        if status != expected:
            faults.append(f"{name}: status {status}, not {expected}")
            continue
        for place, message in wrong_with(description, operation, status, answer):
            allowed = [
                i
                for i, (modes, path, where, what, _) in enumerate(ALLOWED)
                if mode in modes and re.fullmatch(path, template) and re.fullmatch(where, place)
                and re.fullmatch(what, message, re.DOTALL)
            ]
            used.update(allowed)
            if not allowed:
                faults.append(f"{name}: {place or '/'}: {message[:300]}")
    for i, (modes, path, where, what, _) in enumerate(ALLOWED):
        if mode in modes and i not in used:
            faults.append(f"allowance {i} ({path} {where} {what}) is not needed any more")
    print("\n".join(faults) or f"{len(CALLS)} answers as described, {len(used)} allowances used")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
