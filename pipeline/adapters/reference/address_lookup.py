"""Resolves an address against the address list: municipality, street, number, and what else may be meant."""

from collections.abc import Iterable, Sequence

from pipeline.adapters.reference.address_list import AddressList, Entry, Street
from pipeline.adapters.reference.street_lookup import StreetLookup, StreetMatch
from pipeline.adapters.words.spelling import box_number, house_numbers, plain_number
from schemas.located import Located, OfficialAddress
from schemas.values import Address, Municipality

MOST_CANDIDATES = 5

NO_TOWN = "De gemeente is niet bekend."
NO_LIST = "Er is geen adressenlijst van deze gemeente ingelezen."
NO_STREET = "Historisch: deze straatnaam staat niet in het adressenregister van vandaag."
NO_NUMBER = "Historisch: dit huisnummer staat niet in het adressenregister van vandaag."
TWO_STREETS = "Er zijn in deze gemeente meer straten met deze naam."
ELSEWHERE = "Een straat met deze naam ligt wel in een andere gemeente."


class AddressLookup:
    """Looks addresses up in one list."""

    def __init__(self, addresses: AddressList, streets: StreetLookup) -> None:
        self._addresses = addresses
        self._streets = streets

    def locate(self, address: Address, town: Municipality, towns: tuple[str, ...], year: int | None = None) -> Located:
        """Return where an address lies today.

        Args:
            address: As it is written.
            town: Today's municipality, and the deelgemeente.
            towns: The NIS codes under which the list may know it: today's, and those it grew out of.
            year: When it was written.
        """
        base = OfficialAddress(municipality=town.name, nis=town.nis, postcode=None)
        found = Located(level="municipality", today=base, checked=self._addresses.identity)
        if not address.street:
            return found
        match = self._streets.find(address.street, towns, town.locality, year)
        if not match.streets:
            near = tuple(_official(base, street) for street in match.near[:MOST_CANDIDATES])
            return found.model_copy(update={"historic": True, "candidates": near, "reason": NO_STREET})
        return self._in_street(found, address, match, base)

    def elsewhere(self, street: str) -> tuple[Street, ...]:
        """Return the streets with this name in the whole region."""
        return self._addresses.named(street)[:MOST_CANDIDATES]

    def _in_street(self, found: Located, address: Address, match: StreetMatch, base: OfficialAddress) -> Located:
        found = found.model_copy(update={"kind": match.kind, "score": match.score})
        wanted = house_numbers(address.number or "")
        hits = {street: self._numbers(street, wanted) for street in match.streets}
        sure = [street for street, entries in hits.items() if entries] if wanted else []
        streets = sure or list(match.streets)
        streets = [street for street in streets if self._fits(street, hits[street], address.postcode)] or streets
        if len(streets) > 1:
            named = base.model_copy(update={"street": streets[0].name})
            options = tuple(_official(base, street) for street in streets[:MOST_CANDIDATES])
            return found.model_copy(
                update={"level": "street", "today": named, "candidates": options, "reason": TWO_STREETS}
            )
        street, entries = streets[0], hits[streets[0]]
        if entries:
            today = _with_number(_official(base, street), entries, address)
            return found.model_copy(update={"level": "address", "today": today})
        update: dict[str, object] = {"level": "street", "today": _official(base, street)}
        if wanted:
            near = tuple(
                _with_number(_official(base, street), (entry,), address) for entry in self._near(street, wanted[0])
            )
            update |= {"historic": True, "candidates": near, "reason": NO_NUMBER}
        return found.model_copy(update=update)

    def _numbers(self, street: Street, wanted: Sequence[str]) -> tuple[Entry, ...]:
        """Return the entries of a house number; of a range all its parts must be there."""
        whole = self._addresses.entries(street.id, "-".join(wanted)) if len(wanted) > 1 else ()
        if whole:
            return whole
        parts = [self._addresses.entries(street.id, number) for number in wanted]
        return tuple(entry for part in parts for entry in part) if all(parts) else ()

    def _fits(self, street: Street, entries: Iterable[Entry], postcode: str | None) -> bool:
        if not postcode:
            return False
        return postcode in {entry.postcode for entry in entries or self._addresses.entries(street.id)}

    def _near(self, street: Street, number: str) -> tuple[Entry, ...]:
        """Return up to five numbers beside one that the street does not have, those with the same figure first."""
        wanted = plain_number(number)
        if not wanted:
            return ()
        best: dict[str, Entry] = {}
        for entry in self._addresses.entries(street.id):
            if plain_number(entry.number):
                best.setdefault(entry.number, entry)
        ranked = sorted(
            best.values(), key=lambda entry: (abs(int(plain_number(entry.number)) - int(wanted)), entry.number)
        )
        return tuple(ranked[:MOST_CANDIDATES])


def _official(base: OfficialAddress, street: Street) -> OfficialAddress:
    return base.model_copy(update={"street": street.name, "street_id": street.official or None})


def _with_number(official: OfficialAddress, entries: tuple[Entry, ...], address: Address) -> OfficialAddress:
    """Return the address with its house number, its box if the register has it, and what stands beside them."""
    numbers = tuple(dict.fromkeys(entry.number for entry in entries))
    box = box_number(address.box or "")
    exact = next((entry for entry in entries if entry.box == box), None) if len(numbers) == 1 else None
    postcodes = {entry.postcode for entry in entries} - {""}
    return official.model_copy(
        update={
            "number": "-".join((numbers[0], numbers[-1])) if len(numbers) > 1 else numbers[0],
            "box": box or None if exact else None,
            "postcode": postcodes.pop() if len(postcodes) == 1 else None,
            "address_id": exact.official or None if exact else None,
        }
    )
