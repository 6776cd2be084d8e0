"""What is built, from the words right before the street it is built in."""

import re

_BUILT = (
    r"(?:bouwen|verbouwen|herbouwen|bouwing|wederopbouw|vergroten|vergrooten|richten|oprichten|vellen|slopen|breken|afbreken|plaatsen|"
    r"veranderen|verhogen|verhoogen|[a-z]*(?:huis(?:je|jes)?|huizen|woning|woningen|bungalow|villa|hoeve|herberg|garages?|carports?|stal|stallen|"
    r"schuur|loods|loodsen|magazijn|werkplaats|atelier|winkel|fabriek|gebouw|gebouwen|verdiep|gevel|bergplaats|berging|serre|kapel|"
    r"school|zaal|hotel|molen|brouwerij|smidse|muur|veranda|zwembad|melkerij|station|rij|perceel|terrein|grond|eigendom|bouwgrond|"
    r"barak|werken))"
)
_BUILT_THERE = re.compile(
    rf"\b{_BUILT}\b(?:[^.;:()]|\.(?=\d)){{0,70}}?\b(?:in|aan|langs(?:heen)?|op|achter|nabij)\s+(?:(?:de|den|het|der|'t)\s+)?$|"
    rf"\b{_BUILT}\s*[,(]\s*$|\b{_BUILT}\s+$"
)
"""What is built right before a street: `een bungalow, Teutenweg`, `een loods langs de Maasdijk`."""


def built_right_before(before: str) -> bool:
    """Tell whether a plain text ends with something that is built, right before a street."""
    return _BUILT_THERE.search(before) is not None
