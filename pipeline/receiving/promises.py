"""What the manifests of a delivery promise of each file, wherever they lie and wherever their names begin."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from pipeline.receiving import manifest
from pipeline.receiving.manifest import Manifest

_ONE_FOLDER = 2  # with `data`, which may be there or not


class Placed(NamedTuple):
    """A manifest or list whose names begin at the delivery. `scope` is the folder it speaks of, `""` or `D1/`.

    `moved` is that its names begin elsewhere than where it lies; `fits` that one of them at least was delivered.
    """

    manifest: Manifest
    scope: str
    binds: bool
    moved: bool = False
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Promises:
    """All manifests and lists that can be used, the highest and strongest first."""

    lists: tuple[Placed, ...] = ()

    def knows(self, name: str) -> bool:
        """Tell whether a file may be here: the first manifest that binds its folder must name it."""
        first = self._binding(name)
        return first is None or first.manifest.promised(name) is not None

    def is_doubtful(self, name: str) -> bool:
        """Tell whether the manifest that binds a file cannot wholly be read, or holds nothing."""
        first = self._binding(name)
        return first is not None and bool(first.manifest.unreadable or not first.manifest.digests)

    def _binding(self, name: str) -> Placed | None:
        return next((one for one in self.lists if one.binds and name.startswith(one.scope)), None)

    def of(self, name: str) -> Iterator[tuple[str, str]]:
        """Give the hash function and the digest of every promise about a file."""
        for one in self.lists:
            if promised := one.manifest.promised(name):
                yield one.manifest.algorithm, promised

    def missing(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return what is promised and was not delivered, sorted; what a computer leaves behind is missed by nobody."""
        missing = {name for one in self.lists for name in one.manifest.missing(names)}
        return tuple(sorted(name for name in missing if not manifest.is_litter(name)))


def placed(found: Manifest, name: str, delivery: str, names: Sequence[str]) -> Placed:
    """Return a manifest with its names as those of the delivery.

    They may begin where the manifest lies, at the delivery, or above it (`levering_07/D1/0001.tif`, `E:/scans/...`).
    That reading counts under which most of them were delivered; when two are as good, and none is where it lies, none.

    Args:
        found: what stands in the manifest.
        name: the manifest itself, in the delivery.
        delivery: the name of the delivery.
        names: all files of the delivery.
    """
    folder = name.removesuffix(name.rpartition("/")[2])
    known = _Known(names)
    readings = [known.found(reading) for reading in _readings(tuple(found.digests), folder, delivery, names)]
    counts = [sum(file in known.names for file in reading) for reading in readings]
    best = {reading for reading, count in zip(readings, counts, strict=True) if count == max(counts) > 0}
    fits = readings[0] in best or len(best) == 1
    chosen = readings[0] if readings[0] in best or not fits else best.pop()
    digests = dict(zip(chosen, found.digests.values(), strict=True))
    digests.pop(name, None)  # made while it was being written: no list can hold its own digest
    scope = folder if all(file.startswith(folder) for file in chosen) else ""
    return Placed(replace(found, digests=digests), scope, manifest.binds(name), chosen != readings[0], fits)


def _readings(written: Sequence[str], folder: str, delivery: str, names: Sequence[str]) -> Iterator[list[str]]:
    """Give what the names may mean, as names of the delivery: first where the manifest lies."""
    yield [folder + name for name in written]
    yield list(written)
    own = manifest.forms(delivery)[0].casefold()
    parts = [name.partition("/") for name in written]
    yield [rest if first.casefold() == own and rest else first + slash + rest for first, slash, rest in parts]
    for count in range(1, _shared(written) + 1):
        below = ["/".join(name.split("/")[count:]) for name in written]
        yield [folder + name for name in below]
        yield below
    inside = {"data/", *(name.partition("/")[0] + "/" for name in names if "/" in name)}
    for top in sorted(inside) if not folder and len(inside) <= _ONE_FOLDER else ():
        yield [top + name for name in written]


def _shared(written: Sequence[str]) -> int:
    """Return how many folders all names begin with."""
    folders = [name.split("/")[:-1] for name in written]
    return sum(1 for _ in takewhile(lambda at: len(set(at)) == 1, zip(*folders, strict=False)))


class _Known:
    """The delivered files, found by their names as somebody may write them."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = frozenset(names)
        self._forms = {form: name for name in names for form in manifest.forms(name)}
        self._alike = _once((form.casefold(), name) for form, name in self._forms.items())

    def found(self, written: Sequence[str]) -> tuple[str, ...]:
        """Return for each name the file it means; a disk that knows no capitals may have changed them.

        A name that is not here stays what it is. No file is meant by two names: then a file is missing.
        """
        exact = [self._forms.get(name) for name in written]
        taken = set(exact)
        alone = _once((name.casefold(), name) for name in written)
        alike = (self._alike.get(name.casefold()) if name.casefold() in alone else None for name in written)
        return tuple(
            file or (other if other and other not in taken else name)
            for name, file, other in zip(written, exact, alike, strict=True)
        )


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the pairs whose first half goes with one second half only."""
    found: dict[str, set[str]] = {}
    for form, name in pairs:
        found.setdefault(form, set()).add(name)
    return {form: names.pop() for form, names in found.items() if len(names) == 1}
