"""What can be searched, for `search.find`: values and pages, and the index that holds them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple, Protocol

from pipeline.adapters.searching.entries import Kind
from pipeline.adapters.searching.likeness import Phrases

MOST = 2000
"""Of what more dossiers have than this, such as a first name, only those are looked at that something else tells of."""


class Row(NamedTuple):
    """A searchable value and the dossier it belongs to."""

    dossier_id: str
    delivery: str
    folder: str
    kind: Kind
    normal: str
    display: str
    low: int | None
    high: int | None


class PageRow(NamedTuple):
    """A page of text and the dossier it belongs to."""

    dossier_id: str
    delivery: str
    folder: str
    text: str
    normal: str


def whole_word(token: str) -> bool:
    """Tell whether a word of a page must be exactly this: 175 and `b` are no beginnings, `garage` is of `garages`."""
    return not token.isalpha() or len(token) < 3


class Index(Protocol):
    """Where the entries of the newest version of every dossier are kept."""

    def phrases(self, kind: Kind) -> Phrases:
        """Return the different normal forms of a kind, perhaps with some that no dossier has any more."""
        ...

    def spelled(self, keys: Collection[str]) -> Collection[str]:
        """Return the words of names that have one of these keys (`surnames.keys`)."""
        ...

    def beginning(self, start: str) -> Collection[str]:
        """Return the words of names that sound as if they begin so, perhaps some more."""
        ...

    def having(self, kind: Kind, normals: Collection[str], among: Collection[str] | None = None) -> Iterable[Row]:
        """Return values of a kind with one of these normal forms: of some dossiers, or `MOST` of each form."""
        ...

    def spanning(self, kind: Kind, normals: Collection[str], first: int, last: int) -> Iterable[Row]:
        """Return values of a kind with one of these normal forms that span one of these numbers, or have no number."""
        ...

    def numbered(self, kind: Kind, low: Collection[int]) -> Iterable[Row]:
        """Return the values of a kind that begin at one of these numbers."""
        ...

    def pages(self, words: Sequence[str], limit: int) -> Iterable[PageRow]:
        """Return pages with all these words; a word without digits may also be the beginning of a longer one."""
        ...


class AskedOnce:
    """An index of which nothing is asked twice: one question looks for the same values in several ways."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[tuple[object, ...], Sequence[Row]] = {}
        self._phrases: dict[Kind, Phrases] = {}
        self.spelled, self.beginning, self.pages = index.spelled, index.beginning, index.pages

    def phrases(self, kind: Kind) -> Phrases:
        """Return the different normal forms of a kind."""
        if kind not in self._phrases:
            self._phrases[kind] = self._index.phrases(kind)
        return self._phrases[kind]

    def having(self, kind: Kind, normals: Collection[str], among: Collection[str] | None = None) -> Iterable[Row]:
        """Return values of a kind with one of these normal forms."""
        if among is not None:
            return self._index.having(kind, normals, among)
        return self._once((kind, frozenset(normals)), lambda: self._index.having(kind, normals))

    def spanning(self, kind: Kind, normals: Collection[str], first: int, last: int) -> Iterable[Row]:
        """Return values of a kind with one of these normal forms at these numbers."""
        asked = (kind, frozenset(normals), first, last)
        return self._once(asked, lambda: self._index.spanning(kind, normals, first, last))

    def numbered(self, kind: Kind, low: Collection[int]) -> Iterable[Row]:
        """Return the values of a kind that begin at one of these numbers."""
        return self._once((kind, "numbered", frozenset(low)), lambda: self._index.numbered(kind, low)) if low else ()

    def _once(self, asked: tuple[object, ...], look: Callable[[], Iterable[Row]]) -> Sequence[Row]:
        if asked not in self._known:
            self._known[asked] = tuple(look())
        return self._known[asked]
