"""Finds the lines that neighbouring shapes share, so that each is stored once and both sides fit exactly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

Spot = tuple[int, int]
Line = tuple[Spot, ...]
Ring = list[int]


class Mesh:
    """Lines between junctions, who owns each, and every shape as rings of line numbers (``~n``: backwards)."""

    def __init__(self, shapes: Iterable[list[list[Spot]]]) -> None:
        closed = [[_without_repeats(ring) for ring in shape] for shape in shapes]
        self._numbers: dict[Line, int] = {}
        self._junctions = _junctions(ring for shape in closed for ring in shape)
        self.lines: list[Line] = []
        self.owners: dict[int, set[int]] = defaultdict(set)
        self.shapes = [
            [self._ring(ring, owner) for ring in shape if len(ring) > 3]  # noqa: PLR2004 fewer points enclose nothing
            for owner, shape in enumerate(closed)
        ]

    def outline(self) -> list[Ring]:
        """The lines that have one owner only, joined to rings: the coast and outer border of all shapes together."""
        starts: dict[Spot, list[int]] = defaultdict(list)
        for number in self._outer():
            starts[self._line(number)[0]].append(number)
        return [_chain(first, starts, self) for first in list(self._outer()) if first in starts[self._line(first)[0]]]

    def ends(self, number: int) -> tuple[Spot, Spot]:
        """First and last spot of a line in the direction of its number's sign."""
        line = self._line(number)
        return line[0], line[-1]

    def _outer(self) -> Iterator[int]:
        for shape in self.shapes:
            for ring in shape:
                yield from (number for number in ring if len(self.owners[_plain(number)]) == 1)

    def _line(self, number: int) -> Line:
        return self.lines[number] if number >= 0 else self.lines[~number][::-1]

    def _ring(self, ring: list[Spot], owner: int) -> Ring:
        numbers = [self._number(part) for part in self._cut(ring)]
        for number in numbers:
            self.owners[_plain(number)].add(owner)
        return numbers

    def _cut(self, ring: list[Spot]) -> Iterator[Line]:
        """The ring's parts from junction to junction; without one, the whole from its smallest spot."""
        spots = ring[:-1]
        cuts = [i for i, spot in enumerate(spots) if spot in self._junctions] or [spots.index(min(spots))]
        for start, end in pairwise([*cuts, cuts[0] + len(spots)]):
            yield tuple(spots[i % len(spots)] for i in range(start, end + 1))

    def _number(self, line: Line) -> int:
        if line in self._numbers:
            return self._numbers[line]
        if line[::-1] in self._numbers:
            return ~self._numbers[line[::-1]]
        self._numbers[line] = len(self.lines)
        self.lines.append(line)
        return self._numbers[line]


def _chain(first: int, starts: dict[Spot, list[int]], mesh: Mesh) -> Ring:
    ring, number = [], first
    while True:
        ring.append(number)
        start, end = mesh.ends(number)
        starts[start].remove(number)
        if not starts[end]:
            return ring
        number = starts[end][0]


def _plain(number: int) -> int:
    return number if number >= 0 else ~number


def _without_repeats(ring: list[Spot]) -> list[Spot]:
    kept = [spot for spot, before in zip(ring, [None, *ring], strict=False) if spot != before]
    return kept if kept[0] == kept[-1] else [*kept, kept[0]]


def _junctions(rings: Iterable[list[Spot]]) -> set[Spot]:
    """Spots with more than two neighbours: there another line begins."""
    neighbours: dict[Spot, set[Spot]] = defaultdict(set)
    for ring in rings:
        for a, b in pairwise(ring):
            neighbours[a].add(b)
            neighbours[b].add(a)
    return {spot for spot, others in neighbours.items() if len(others) > 2}  # noqa: PLR2004 before and after
