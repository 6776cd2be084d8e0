"""Applications: letters before 1962, printed forms after."""

from wording.blocks import Block, Document
from wording.voice import Voice

ADDRESSEES = (
    "Aan de Heren Burgemeester en Schepenen\nvan {gem}",
    "Aan het Schepencollege der {stad} {gem}",
    "Aan Mijnheer de Burgemeester\nte {gem}",
    "~Aan het Edelachtbaar College\n{gem}",
)
OPENINGS = (
    "Mijne Heren,",
    "Mijnheer de Burgemeester,",
    "Heren Burgemeester en Schepenen,",
    "~Edelachtbare Heren,",
)
REQUESTS = (
    (
        "Door deze kom ik, ondergetekende {names}, {job} te {home}, U beleefd verzoeken mij {permit} te willen "
        "verlenen voor {subject} te {site}, kadaster {parcel}."
    ),
    (
        "De ondergetekende {names}, van beroep {job}, wonende {home}, neemt de vrijheid U {permit} te vragen ten "
        "einde over te gaan tot {subject} op zijn eigendom {site}, gekend {parcel}."
    ),
    (
        "Ik, {names}, {home}, wens over te gaan tot {subject} in de {street} te {place} ({parcel}) en verzoek U "
        "mij daartoe de nodige {permit} af te leveren."
    ),
    (
        "~Bij dezen heb ik de eer Uw College te verzoeken om {permit}. Het betreft {subject}, {site}, {parcel}. "
        "Mijn naam is {names} en ik woon {home}."
    ),
)
PLANS = (
    "De plannen, getekend door den heer {architect}, architect te {office}, gaan hierbij in dubbel.",
    "Hierbij twee tekeningen opgemaakt door architect {architect}, {office}.",
    "~Bouwmeester {architect} ({office}) leidt de werken; zijn plan voeg ik toe.",
)
CLOSINGS = (
    "Met de meeste achting verblijf ik,\nUw dienaar,",
    "In afwachting van een gunstig besluit, groet ik U hoogachtend.",
    "Hoogachtend,",
    "~Dankend bij voorbaat,\nUw toegenegen",
)
FRENCH = (
    (
        "Le soussigné {names}, domicilié {home}, a l'honneur de solliciter l'{permit} pour {subject}, {street}, "
        "cadastré {parcel}. Le plan, dressé par l'architecte {architect}, est joint en double expédition."
    ),
    (
        "J'ai l'honneur de vous demander l'{permit} pour {subject}, {street}, {parcel} du cadastre. Ma demeure est "
        "située {home}."
    ),
)
FORM_HEADS = (
    "{stad} {gem}",
    "{UP_stad} {UP_gem}",
    "Aan het College van Burgemeester en Schepenen van {gem}",
)
ANNEXES = (
    "Bijlagen: plannen in {n}-voud, statistiek, foto's",
    "Bij te voegen : {n} plannen en een liggingsplan",
    "Gevoegd : plannen ({n}), uittreksel kadaster",
)
FORM_TITLES = (
    "AANVRAAG TOT {UP_permit}",
    "AANVRAAG OM EEN {UP_permit}",
    "AANVRAAGFORMULIER\n{UP_permit}",
    "BOUWAANVRAAG - {UP_permit}",
    "~VERZOEK TOT HET BEKOMEN VAN EEN {UP_permit}",
)
FORM_LAWS = (
    "(wet van <law:29 maart 1962>, art. 45)",
    "in drievoud in te dienen bij het gemeentebestuur",
    "in te dienen overeenkomstig het koninklijk besluit van <law:6 februari 1971>",
    "Wet houdende organisatie van de ruimtelijke ordening - <law:29 maart 1962>",
)
NEW_FORM_LAWS = (
    "gegevens in drukletters in te vullen door de aanvrager",
    "besluit van de Vlaamse regering van <law:28 mei 2004>",
    "Dit formulier hoort bij het besluit van <law:15 mei 2009>",
    "decreet van <law:18 mei 1999> - dossiersamenstelling",
)
NAME_LABELS = (
    "Naam en voornamen",
    "De ondergetekende",
    "Aanvrager",
    "Naam van de bouwheer",
    "Bouwheer",
    "~Ik ondertekende",
)
HOME_LABELS = (
    "Adres",
    "Woonplaats",
    "Wonende",
    "Domicilie",
    "Adres van de aanvrager",
    "~Verblijvende te",
)
BIRTH_LABELS = (
    "Geboren op",
    "Geboortedatum",
    "Beroep en geboortedatum",
)
SUBJECT_LABELS = (
    "Aard van de werken",
    "Voorwerp",
    "Strekkende tot",
    "Omschrijving der werken",
    "Werken",
    "~Doel van de aanvraag",
)
SITE_LABELS = (
    "Ligging van de werken",
    "Plaats",
    "Bouwplaats",
    "Gelegen te",
    "Adres van het goed",
    "~Waar",
)
PARCEL_LABELS = (
    "Kadaster",
    "Kadastraal bekend",
    "Kadastrale ligging",
    "Kadastergegevens",
    "~Perceel (kadaster)",
)
OWNER_LABELS = (
    "Eigenaar",
    "Eigenaar van het goed",
    "Grondeigenaar",
)
ARCHITECT_LABELS = (
    "Architect",
    "Naam en adres van de architect",
    "Ontwerper",
    "~Plannen opgemaakt door",
)
DATE_LABELS = (
    "Datum",
    "Opgemaakt op",
    "Datum van de aanvraag",
    "~Ondertekend op",
)
STAMPS = (
    "ONTVANGEN\n{stamped}",
    "INGEKOMEN\n{stamped}",
    "{UP_gem}\nINGEKOMEN OP\n{stamped}",
    "TECHNISCHE DIENST\n{stamped}\nNr. {ref}",
    "BINNENGEKOMEN\n{stamped}\nDossier {ref}",
    "~POST IN : {stamped}",
)


def receipt_stamp(voice: Voice) -> Block:
    """The rubber stamp of the day of receipt."""
    shape = voice.dice.pick(("stamp", "stamp2", "dashes"))
    wording = voice.dice.pick(STAMPS).replace("{stamped}", voice.date("receipt", shape))
    return Block("stamp", voice.fill(wording))


def letter(voice: Voice) -> Document:
    """An application by letter, typed or by hand."""
    dice, french = voice.dice, voice.dossier.french
    place = voice.dossier.home.place
    dated = voice.fill(dice.pick((f"{place}, {{d_application}}", f"{place}, den {{d_application}}", "{d_application}")))
    if french:
        dated = f"{place}, le {voice.date('application')}"
    body = [voice.says(FRENCH if french else REQUESTS)]
    if voice.dossier.architect and not french:
        body.append(voice.says(PLANS))
    return Document(
        "aanvraag",
        "typed" if dice.chance(0.6) else "hand",
        (
            Block("right", dated),
            Block(
                "recipient",
                voice.fill("A Messieurs les Bourgmestre et Échevins\nde {gem}") if french else voice.says(ADDRESSEES),
            ),
            Block("line", "Messieurs," if french else voice.says(OPENINGS)),
            *(Block("p", text) for text in body),
            Block("p", "Agréez, Messieurs, l'assurance de ma haute considération." if french else voice.says(CLOSINGS)),
            Block("scrawl"),
            receipt_stamp(voice),
        ),
    )


def _person(voice: Voice) -> list[Block]:
    dice, facts = voice.dice, voice.dossier
    rows = [Block("row", dice.pick(NAME_LABELS), voice.names()), Block("row", dice.pick(HOME_LABELS), voice.home())]
    extra = [Block("row", "Telefoon", voice.fill("{phone}"))]
    if facts.family == "C":
        extra.append(Block("row", dice.pick(("Rijksregisternummer", "Nationaal nummer")), voice.fill("{rrn}")))
    elif not facts.applicants[0].firm:
        label = dice.pick(BIRTH_LABELS)
        extra.append(Block("row", label, f"{facts.job}, {voice.birth()}" if "Beroep" in label else voice.birth()))
    return rows + (extra if dice.chance(0.8) else extra[:1])


def _works(voice: Voice) -> list[Block]:
    dice = voice.dice
    place = [
        Block("row", dice.pick(SITE_LABELS), voice.site()),
        Block("row", dice.pick(PARCEL_LABELS), voice.parcel()),
    ]
    works = [Block("row", dice.pick(SUBJECT_LABELS), voice.subject())]
    rows = place + works if dice.chance(0.5) else works + place
    if dice.chance(0.5):
        owner = dice.pick(("aanvrager", "idem")) if dice.chance(0.5) else voice.names()
        rows.append(Block("row", dice.pick(OWNER_LABELS), owner))
    if voice.dossier.architect:
        rows.append(Block("row", dice.pick(ARCHITECT_LABELS), f"{voice.architect()}, {voice.office()}"))
    return [*rows, Block("row", dice.pick(DATE_LABELS), voice.date("application"))]


def form(voice: Voice) -> Document:
    """An application on a printed form."""
    dice, modern = voice.dice, voice.dossier.family == "C"
    ticks = [
        Block("tick", dice.pick(("eigenaar van de grond", "ik ben eigenaar", "nieuwbouw")), "x"),
        Block("tick", dice.pick(("gemachtigde", "ik handel in opdracht", "verbouwing"))),
    ]
    annexes = dice.pick(ANNEXES).format(n=dice.between(4, 6))
    return Document(
        "aanvraag",
        "form",
        (
            Block("head", voice.says(FORM_HEADS)),
            Block("title", voice.says(FORM_TITLES)),
            Block("small", voice.says(voice.in_force(NEW_FORM_LAWS if modern else FORM_LAWS))),
            *_person(voice),
            *_works(voice),
            *(ticks if dice.chance(0.7) else []),
            Block("small", annexes),
            Block("scrawl", dice.pick(("Handtekening", "Handtekening van de aanvrager", "(handtekening)"))),
            receipt_stamp(voice),
        ),
    )
