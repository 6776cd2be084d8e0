"""An explanation of a code: what happened and what to do, in Dutch, for archivists and data stewards."""

from typing import Literal, NamedTuple

Subject = Literal["bestand", "levering", "dossier", "blad", "gegeven", "bewaring", "werk"]

SUBJECTS: dict[Subject, str] = {
    "bestand": "Een bestand staat in quarantaine",
    "levering": "De levering klopt niet",
    "dossier": "Een dossier staat apart of is onzeker",
    "blad": "Een blad vraagt aandacht",
    "gegeven": "Een gegeven klopt niet met de rest",
    "bewaring": "De controle `kaft verify` vond een fout",
    "werk": "Een opdracht kon niet uitgevoerd worden",
}


class Case(NamedTuple):
    """A more precise sentence for the messages in which `details`, a pattern, is found, with what to do then."""

    details: str
    sentence: str
    todo: str


class Explanation(NamedTuple):
    """What a code means. In `{…}` stand details of the English message that `details`, a pattern, finds in it.

    Of `cases` the first that is found says more. `own` marks a problem whose message is Dutch by itself, and more
    precise than what stands here.
    """

    subject: Subject
    sentence: str
    todo: str
    details: str = ""
    detailed: str = ""
    own: bool = False
    cases: tuple[Case, ...] = ()
