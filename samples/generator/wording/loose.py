"""Everything else that lies in a folder: cover, note, notice, report, statistics, invoice, phone note, attest."""

from wording.blocks import Block, Document
from wording.marked import mark
from wording.voice import Voice

COVER_LABELS = {
    "ref": ("Nr.", "Dossier nr.", "Dossiernummer", "Bundel", "~Volgnr."),
    "name": ("Naam", "Aanvrager", "Bouwheer", "Naam en voornaam", "~Verzoeker"),
    "site": ("Ligging", "Straat", "Adres", "Plaats der werken", "~Bouwplaats"),
    "subject": ("Aard der werken", "Voorwerp", "Onderwerp", "Werken", "~Betreft"),
    "parcel": ("Kadaster", "Kadastrale gegevens", "Perceel"),
    "architect": ("Architect", "Ontwerper"),
    "receipt": ("Ontvangen", "Ingekomen", "Datum ontvangst", "Aanvraag van"),
    "decision": ("Beslissing", "Besluit van", "Vergund op", "Datum besluit"),
}


NOTE = (
    "Deze nota hoort bij de aanvraag van {names} voor {subject}. Het perceel {parcel} ligt {site}.",
    "De omgeving bestaat uit aaneengesloten bebouwing van {n} bouwlagen met hellende daken.",
    (
        "De gevels worden uitgevoerd in roodbruine baksteen, het schrijnwerk in hout. De bebouwde oppervlakte is "
        "{n}4 m²."
    ),
    "Het ontwerp houdt rekening met bezonning en privacy van de buren. De waterhuishouding blijft ongewijzigd.",
)


NOTICES = (
    (
        "Het gemeentebestuur brengt ter kennis dat {who} een aanvraag heeft ingediend voor {subject}, {site}. "
        "Bezwaren kunnen worden ingediend tot {closing}."
    ),
    "Ondergetekende {names} deelt mee dat de werken, vergund onder nr. {ref}, {street}, begonnen zijn op {closing}.",
)


REPORT = (
    (
        "Ten jare {year}, op {found}, hebben wij, {ald1}, politiekommissaris te {gem}, vastgesteld dat te {site}, "
        "{parcel}, werken worden uitgevoerd zonder vergunning."
    ),
    "De verantwoordelijke verklaart te zijn : {names}, geboren op {birth}, wonende {home}. Hij erkent de feiten.",
    "Bevel tot staking der werken werd mondeling gegeven. Waarvan akte.",
)


ATTEST = (
    (
        "In antwoord op uw schrijven van {asked} betreffende het goed te {site}, {parcel}, delen wij mee dat het "
        "volgens het gewestplan gelegen is in een woongebied."
    ),
    "Voor het goed zijn volgende vergunningen bekend : {history}.",
)


def _office(voice: Voice) -> str:
    return "office" if voice.dossier.family == "C" else "typed"


def cover(voice: Voice) -> Document:
    """The folder itself: printed boxes, filled in by hand."""
    dice, facts = voice.dice, voice.dossier
    values = {"ref": voice.ref(), "name": voice.names(), "site": voice.site(), "subject": voice.subject()}
    optional = {"parcel": voice.parcel(), "receipt": voice.date("receipt")}
    if facts.architect:
        optional["architect"] = voice.architect()
    if facts.decision in {"verleend", "verleend met voorwaarden"}:
        optional["decision"] = voice.date("decision")
    values |= {key: value for key, value in optional.items() if dice.chance(0.5)}
    if facts.decision == "geweigerd" and dice.chance(0.4):
        values["decision"] = f"{_outcome('geweigerd')} {voice.date('decision')}"
    title = ("BOUWDOSSIER", "DOSSIER {UP_permit}", "{Cap_permit}", "STEDEBOUW - BOUWAANVRAGEN", "~MAP BOUWWERKEN")
    return Document(
        "kaft",
        "cover",
        (
            Block("head", voice.says(("{UP_stad} {UP_gem}", "{bestuur} {gem}", "{UP_gem}"))),
            Block("title", voice.says(title)),
            *(Block("row", dice.pick(COVER_LABELS[key]), value) for key, value in values.items()),
        ),
    )


def _outcome(word: str) -> str:
    """Return a marked outcome word."""
    return mark("decision", word)


def note(voice: Voice) -> Document:
    """The explanatory note of the architect."""
    return Document(
        "nota",
        _office(voice),
        (
            Block("head", voice.fill("{architect}, architect\n{office}")),
            Block(
                "title",
                voice.dice.pick(
                    ("BESCHRIJVENDE NOTA", "VERKLARENDE NOTA", "Toelichting bij het ontwerp", "~MOTIVERINGSNOTA")
                ),
            ),
            *(Block("p", voice.fill(text)) for text in NOTE),
            Block("right", voice.fill("{d_plan}")),
            Block("scrawl"),
        ),
    )


def notice(voice: Voice) -> Document:
    """The public notice, or the notice that the works begin."""
    dice = voice.dice
    text = dice.pick(NOTICES).replace("{closing}", voice.day("notice", 20, 60))
    title = (
        ("BEKENDMAKING", "BERICHT AAN DE BEVOLKING", "OPENBAAR ONDERZOEK")
        if "Bezwaren" in text
        else ("BERICHT VAN AANVANG DER WERKEN", "MELDING AANVANG WERKEN")
    )
    head, number = Block("head", voice.says(("{stad} {gem}", "{UP_gem}"))), Block("line", voice.fill("Dossier {ref}"))
    return Document(
        "bericht",
        _office(voice),
        (head, Block("title", dice.pick(title)), number, Block("p", voice.fill(text)), Block("scrawl")),
    )


def report(voice: Voice) -> Document:
    """The report of a building offence."""
    texts = [
        text.replace("{year}", str(voice.dossier.year)).replace("{found}", voice.day("pv", -60, -20)) for text in REPORT
    ]
    number = f"PV nr. ME.{voice.dice.between(10, 99)}.{voice.dice.between(10000, 99999)}/{voice.dossier.year % 100:02d}"
    head = Block("head", voice.fill("POLITIE {UP_gem}"))
    title = Block(
        "title", voice.dice.pick(("PROCES-VERBAAL", "PROCES-VERBAAL VAN VASTSTELLING", "~PV BOUWOVERTREDING"))
    )
    return Document(
        "pv",
        _office(voice),
        (head, title, Block("line", number), *(Block("p", voice.fill(t)) for t in texts), Block("scrawl")),
    )


def _figures(voice: Voice) -> list[Block]:
    dice = voice.dice
    rows = [
        ("Gemeente", voice.place()),
        ("Refnis", voice.dossier.town.nis),
        ("Ligging", voice.street()),
        ("Bouwheer", voice.names()),
        ("Adres bouwheer", voice.home()),
        ("Aard van de werken", voice.subject()),
        ("Aantal woongelegenheden", str(dice.between(1, 4))),
        ("Grondoppervlakte", f"{dice.between(40, 280)} m2"),
        ("Volume", f"{dice.between(120, 1900)} m3"),
        ("Aantal verdiepingen", str(dice.between(1, 3))),
    ]
    start = dice.between(1, 4)
    return [Block("row", f"{index}. {label}", value) for index, (label, value) in enumerate(rows, start)]


def statistics(voice: Voice) -> Document:
    """The form of the national institute for statistics."""
    dice = voice.dice
    return Document(
        "statistiek",
        "form",
        (
            Block(
                "head",
                dice.pick(
                    (
                        "NATIONAAL INSTITUUT VOOR DE STATISTIEK",
                        "N.I.S. - Ministerie van Economische Zaken",
                        "~ALGEMENE DIRECTIE STATISTIEK",
                    )
                ),
            ),
            Block(
                "title",
                dice.pick(
                    (
                        "STATISTIEK VAN DE BOUWVERGUNNINGEN - MODEL I",
                        "MODEL I - WOONGEBOUWEN",
                        "Statistisch formulier model II",
                    )
                ),
            ),
            *_figures(voice),
            Block("row", "Opgemaakt op", voice.day("statistiek", -9, 2)),
            Block("scrawl"),
        ),
    )


def invoice(voice: Voice) -> Document:
    """An invoice or a telephone note: neither is evidence of anything."""
    dice = voice.dice
    number = f"{voice.dossier.year}/{dice.between(1000, 9800)}"
    if dice.chance(0.4):
        text = "Telefoon van {names} op {called} i.v.m. {street}. Belt later terug. Tel. {phone}."
        filled = voice.fill(text.replace("{called}", voice.day("note", 3, 30)))
        return Document("overig", "hand", (Block("line", "Telefoonnota"), Block("p", filled)))
    title = dice.pick(("REKENING", "FACTUUR", "Ereloonnota", "~KOSTENSTAAT"))
    sums = (dice.between(900, 32000), dice.between(50, 700))
    coin = "EUR" if voice.dossier.year > 2001 else "fr."
    return Document(
        "overig",
        _office(voice),
        (
            Block("head", voice.fill("{architect}\n{office} - tel. {phone}")),
            Block("title", f"{title} nr. {mark('decoy.reference', number)}"),
            Block("right", voice.day("invoice", -30, 20)),
            Block("recipient", f"{voice.names()}\n{voice.home()}"),
            Block("p", voice.fill("Voor {subject}, {street} te {place} :")),
            Block("pair", "Opmaken der plannen", f"{sums[0]} {coin}"),
            Block("pair", "Zegels en port", f"{sums[1]} {coin}"),
            Block("pair", "Totaal", f"{sum(sums)} {coin}"),
        ),
    )


def attest(voice: Voice) -> Document:
    """A planning certificate about the site, given to a notary."""
    texts = [text.replace("{asked}", voice.day("attest", -20, -2)) for text in ATTEST]
    title = ("STEDEBOUWKUNDIG ATTEST NR. 1", "STEDENBOUWKUNDIG UITTREKSEL", "STEDENBOUWKUNDIGE INLICHTINGEN")
    head, name = (
        Block("head", voice.says(("{stad} {gem}", "{UP_stad} {UP_gem}"))),
        Block("title", voice.dice.pick(title)),
    )
    notary = Block("recipient", f"Notaris {voice.dossier.aldermen[1]}\n{voice.fill('{office}')}")
    return Document(
        "attest", _office(voice), (head, name, notary, *(Block("p", voice.fill(t)) for t in texts), Block("scrawl"))
    )
