"""`lists-like-yours` over the columns of a pack, written from its description (`docs/scoring.md`), in plain Python: slow and short."""

import math
from collections import defaultdict
from dataclasses import dataclass, field

from opened import Pack

SEEDS, COMPANIONS, OF_AN_ARTIST, OF_ARTISTS = 4096, 100, 10, 100
NEWEST, LOOKED_AT, LEAST, MOST_LISTS = 1000, 10_000, 8, 1000
LARGEST_PART = 2**19 - 1


@dataclass
class Seed:
    """A seed: its track, its weight in 1/1024, and its place by when it was heard last, 0 the latest."""

    track: int
    weight: int
    place: int


@dataclass
class Voice:
    """Who looks for lists: a seed, or a companion that speaks for one. Loudness has 16 fractional bits."""

    track: int
    seed: Seed
    strength: int
    loudness: int


@dataclass
class Said:
    """What a voice says for a track: the parts of the lists, the largest first."""

    voice: Voice
    track: int
    parts: list[int] = field(default_factory=list)


class Alike:
    """The lists most like a history, and what they say."""

    def __init__(self, pack: Pack, seeds: list[Seed]):
        self.parameters = pack.card["parameters"]
        self.seeds = seeds
        self.artist, self.rarity = pack.column("tracks", "artist"), pack.column("tracks", "rarity")
        self.by_artist, self.artist_rarity = pack.column("artists", "tracks"), pack.column("artists", "rarity")
        self.neighbours = list(zip(pack.column("neighbours", "track"), pack.column("neighbours", "weight")))
        self.lists, self.worth = pack.column("lists", "tracks"), pack.column("lists", "worth")
        self.popularity, self.most = pack.column("tracks", "popularity"), max(pack.column("tracks", "lists"), default=0)
        self.postings = pack.column("postings", "lists")
        self.voices = self._voices()
        self.alike = self._most_alike()

    def reached(self) -> set[int]:
        """Every track of the lists."""
        return {track for number, _ in self.alike for track in self.lists[number]}

    def said(self) -> list[Said]:
        """What every voice says for every track, where it is not nothing."""
        numbers = {voice.track: number for number, voice in enumerate(self.voices)}
        most = max((likeness for _, likeness in self.alike), default=0) or 1
        said: dict[tuple[int, int], Said] = {}
        for number, likeness in self.alike:
            tracks = self.lists[number]
            factor = self.worth[number] * self._closeness(likeness, most)
            for place, track in enumerate(tracks):
                if (voice := numbers.get(track)) is None:
                    continue
                after = self.voices[voice].loudness * factor >> 16
                after = min(after * self.parameters["alike_unit"] >> 24, LARGEST_PART)
                before = after * self.parameters["order"] // 100
                for other_place, other in enumerate(tracks):
                    part = (after if place < other_place else before) * self._discount(other) >> 16
                    if place != other_place and part > 0:
                        said.setdefault((voice, other), Said(self.voices[voice], other)).parts.append(part)
        for one in said.values():
            one.parts.sort(reverse=True)
        return list(said.values())

    def _voices(self) -> list[Voice]:
        voices = [Voice(s.track, s, s.weight, self.rarity[s.track]) for s in self.seeds if s.weight > 0][:SEEDS]
        count, recency = len(self.seeds), self.parameters["recency"]
        for voice in voices if recency else []:
            share = (100 - recency) * (count + 1) + recency * 2 * (count - voice.seed.place)
            voice.loudness = voice.loudness * share // (100 * (count + 1))
        if not voices:
            return []
        strength = sum(voice.strength for voice in voices) // len(voices)
        companions = [*self._by_together(voices, strength), *self._by_artist(voices, strength)]
        taken = {voice.track for voice in voices}
        for companion in companions:
            if companion.loudness > 0 and companion.track not in taken:
                taken.add(companion.track)
                voices.append(companion)
        return voices

    def _part(self, hundredths: int, count: int) -> int:
        one = hundredths * 65_536 // 100
        return math.isqrt(one * one // count)

    def _by_together(self, voices: list[Voice], strength: int) -> list[Voice]:
        part = self._part(self.parameters["companions"], len(voices))
        heard = {seed.track for seed in self.seeds}
        sums: defaultdict[int, int] = defaultdict(int)
        # For whom each speaks: the seed that gives it most, of equal ones the first.
        best: dict[int, tuple[int, Seed]] = {}
        for voice in voices:
            for track, weight in zip(*self.neighbours[voice.track]):
                worth = voice.strength * weight
                sums[track] += worth
                if worth > best.get(track, (0, None))[0]:
                    best[track] = (worth, voice.seed)
        order = sorted((track for track in sums if track not in heard), key=lambda track: (-sums[track], track))
        found = order[: min(self.parameters["companion_count"], COMPANIONS)] if part else []
        most = max(sums[found[0]], 1) if found else 1
        return [
            Voice(
                track=track,
                seed=best.get(track, (0, self.seeds[0]))[1],
                strength=strength,
                loudness=(part * ((sums[track] << 16) // most) >> 16) * self.rarity[track] >> 16,
            )
            for track in found
        ]

    def _by_artist(self, voices: list[Voice], strength: int) -> list[Voice]:
        part = self._part(self.parameters["artist_companions"], len(voices))
        if not part:
            return []
        heard = {seed.track for seed in self.seeds}
        artists: dict[int, Seed] = {}
        for voice in voices:
            artists.setdefault(self.artist[voice.track], voice.seed)
        artists = dict(list(artists.items())[:OF_ARTISTS])
        each = max(1, min(OF_ARTISTS // len(artists), OF_AN_ARTIST))
        companions = []
        for artist, seed in artists.items():
            unheard = [track for track in self.by_artist[artist] if track not in heard]
            loudness = part * self.artist_rarity[artist] >> 16
            companions += [Voice(track, seed, strength, loudness) for track in unheard[:each]]
        return companions

    def _most_alike(self) -> list[tuple[int, int]]:
        each = max(LEAST, min(LOOKED_AT // max(len(self.voices), 1), NEWEST))
        likeness: defaultdict[int, int] = defaultdict(int)
        for voice in self.voices:
            for number in self.postings[voice.track][-each:]:
                likeness[number] += voice.strength * voice.loudness * self.worth[number]
        ranked = sorted(likeness.items(), key=lambda found: (-found[1], -found[0]))
        return ranked[: min(self.parameters["alike"], MOST_LISTS)]

    def _discount(self, track: int) -> int:
        exponent = self.parameters.get("discount", 0) / 100 * (self.popularity[track] >> 8) / 256
        # As below: no half is that near.
        return math.floor((1 + self.most) ** -exponent * 65_536 + 0.5)

    def _closeness(self, likeness: int, most: int) -> int:
        power = self.parameters["alike_power"]
        if power <= 100:
            return 65_536
        # The one floating point number: to be another integer here, a power would have to lie within an ulp of a half.
        return math.floor((likeness / most) ** ((power - 100) / 100) * 65_536 + 0.5)
