"""What the pipeline asks of the official lists, as a role."""

from typing import Protocol

from schemas.located import Located
from schemas.values import Address, Municipality


class OfficialLists(Protocol):
    """Municipalities, deelgemeenten, postcodes, streets, parcel divisions.

    `identity` names the tables and their versions.
    """

    identity: str

    def municipality(self, name: str) -> Municipality | None:
        """Return today's municipality for a name of a municipality, deelgemeente or pre-merger town, as written."""
        ...

    def namesakes(self, name: str) -> tuple[Municipality, ...]:
        """Return all that a name may mean when it is more than one place, a municipality of today first; else none."""
        ...

    def by_nis(self, nis: str) -> Municipality | None:
        """Return today's municipality for a NIS code, also for one that no longer exists."""
        ...

    def by_postcode(self, postcode: str) -> tuple[Municipality, ...]:
        """Return the municipalities that a postcode belongs to."""
        ...

    def localities(self) -> tuple[str, ...]:
        """Return every name that `municipality` knows."""
        ...

    def street(self, name: str) -> str | None:
        """Return the official spelling of a street when one is clearly meant, else None."""
        ...

    def is_name(self, part: str) -> bool:
        """Tell whether a word is a common given name or surname, or a part of one: `Walter`, `Peeters`, `Broeck`."""
        ...

    def is_word(self, word: str) -> bool:
        """Tell whether a word is Dutch, in the spelling of today or before, or made of two Dutch words."""
        ...

    def at(self, town: Municipality, year: int) -> Municipality:
        """Return the municipality that a place belonged to in a year, with its NIS code of then."""
        ...

    def locate(self, address: Address, town: Municipality | None, year: int | None = None) -> Located:
        """Return where an address lies: today's form, that of its year, and what else may be meant.

        The locality that is printed with the address is believed before `town`, the municipality of the dossier.
        """
        ...

    def division(self, town: Municipality, written: str | None) -> str | None:
        """Return the code of a cadastral division as written, when a table knows it and only one can be meant."""
        ...
