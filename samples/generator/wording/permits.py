"""Decisions of the college 1962-1995: printed forms filled in by typewriter."""

from wording.blocks import Block, Document
from wording.voice import Voice

HEADS = (
    "Provincie {prov}\nArrondissement {arr}\n{stad} {gem}",
    "{UP_stad} {UP_gem}\nDienst van Stedebouw",
    "{bestuur} {gem}\nTechnische Dienst",
    "~{stad} {gem} - Afdeling Grondgebiedzaken",
)
TITLES = (
    "{UP_permit}",
    "BESLUIT VAN HET COLLEGE VAN BURGEMEESTER EN SCHEPENEN\n{UP_permit}",
    "FORMULIER II - {UP_permit}",
    "~AFGIFTE VAN EEN {UP_permit}",
)
REFUSAL_TITLES = (
    "WEIGERING VAN {UP_permit}",
    "BESLUIT TOT WEIGERING VAN DE {UP_permit}",
    "FORMULIER III - WEIGERING {UP_permit}",
    "~AFWIJZENDE BESCHIKKING - {UP_permit}",
)
NUMBERS = (
    (
        "Dossier nr. {ref}",
        "Ref. Stedebouw {ref2}",
    ),
    (
        "Gemeente nr. : {ref}",
        "Bestuur van de Stedebouw nr. : {ref2}",
    ),
    (
        "Ons kenmerk : {ref}",
        "Kenmerk stedebouw : {ref2}",
    ),
    (
        "Vergunning nr. {ref}",
        "A.R.O.L. nr. {ref2}",
    ),
)
REQUESTS = (
    "~In acht nemend het verzoek dat {who} ({home}) deed op {d_application} om {subject} te {site}, zijnde {parcel};",
    (
        "Gelet op de aanvraag van {who}, wonende te {home}, betreffende het perceel gelegen te {site}, kadastraal "
        "gekend als {parcel}, en ertoe strekkende {permit} te verkrijgen voor {subject};"
    ),
    (
        "Gezien de aanvraag d.d. {d_application}, ingediend door {who}, verblijvende te {home}, met betrekking tot "
        "een eigendom te {site}, bij het kadaster bekend {parcel}, strekkende tot {subject};"
    ),
    (
        "Gelet op de bij ter post aangetekende brief ingediende aanvraag van {who}, {home}, tot {subject} op het "
        "goed {site} ({parcel});"
    ),
    (
        "~Overwegende dat {who}, gedomicilieerd {home}, op {d_application} een dossier heeft neergelegd voor "
        "{subject}; dat het goed gelegen is {site}, {parcel};"
    ),
)
RECEIPTS = (
    "Overwegende dat het ontvangstbewijs van deze aanvraag is gedagtekend {d_receipt};",
    "Overwegende dat van de aanvraag op {d_receipt} een bewijs van ontvangst werd afgegeven;",
    "Aangezien de volledige aanvraag werd ontvangen op {d_receipt};",
    "~Overwegende dat de aanvraag op {d_receipt} volledig werd bevonden;",
)
LAWS = (
    "Gelet op de wet van <law:29 maart 1962> op de ruimtelijke ordening en de stedebouw, zoals later gewijzigd;",
    "Gelet op de wet van <law:29 maart 1962>, inzonderheid de artikelen 44 en 45;",
)
LATE_LAWS = (
    "Gelet op het koninklijk besluit van <law:28 december 1972> over de inrichting van de gewestplannen;",
    "Gelet op de wet van <law:22 december 1970> houdende wijziging van de organieke wet;",
    "Gelet op het koninklijk besluit van <law:6 februari 1971> betreffende de openbaarmaking der aanvragen;",
    "Overwegende dat het goed volgens het gewestplan van <law:5 augustus 1976> in een woongebied ligt;",
)
REPORTS = (
    "Gelet op het eensluidend advies van de gemachtigde ambtenaar van {d_advice};",
    "Gezien het gunstig advies, op {d_advice} verstrekt door het Bestuur van de Stedebouw;",
    "Gezien het advies van de kommissie van {d_advice};",
)
PLACE = (
    (
        "Overwegende dat voor het gebied waarin het goed begrepen is geen door de Koning goedgekeurd plan van "
        "aanleg bestaat;"
    ),
    (
        "Overwegende dat de aanvraag verenigbaar is met de bestemming van de zone en met de aanleg van de "
        "onmiddellijke omgeving;"
    ),
    "Gelet op de bepalingen van de algemene verordening op de bouwwerken, vastgesteld door de gemeenteraad;",
    "Overwegende dat het perceel niet begrepen is in een verkaveling en paalt aan een voldoende uitgeruste weg;",
    "Overwegende dat de aanvraag niet onderworpen was aan bijzondere regelen van openbaarmaking;",
    "~Overwegende dat uit het onderzoek ter plaatse blijkt dat het ontwerp zich inpast in de bestaande huizenrij;",
)
BAD_REPORTS = (
    (
        "Gelet op het ongunstig advies van de gemachtigde ambtenaar van {d_advice}, luidend : het projekt schaadt "
        "de omgeving;"
    ),
    "Gezien het ongunstig advies d.d. {d_advice} : de bouwdiepte bedraagt meer dan {n} meter op de verdieping;",
)
BAD_REASONS = (
    "Overwegende dat het ontwerp de goede plaatselijke aanleg in het gedrang brengt;",
    "Overwegende dat de zijdelingse bouwvrije strook van {n} meter niet behouden blijft;",
    "Overwegende dat het perceel gelegen is in een agrarisch gebied en de aanvrager geen landbouwer is;",
)
GRANTS = (
    "~Artikel 1.- Aan {who} wordt {permit} <decision:gegund>",
    "~De {permit} wordt aan {who} <decision:uitgereikt>",
    "Artikel 1.- De {permit} wordt <decision:afgegeven> aan {who}",
    "Art. 1. Aan {who} wordt {permit} <decision:verleend> voor de voormelde werken",
    "Artikel 1 : de gevraagde vergunning wordt <decision:toegekend> aan {who}",
    "~Enig artikel. {Cap_who} bekomt {permit}, die hierbij wordt <decision:afgeleverd>",
)
CONDITIONS = (
    (
        " die verplicht is :\n1° het advies van de gemachtigde ambtenaar stipt te volgen;\n2° de voortuinstrook "
        "aan te leggen met groen."
    ),
    (
        " onder de volgende voorwaarden :\na) de zichtbare materialen zijn van dezelfde aard als die van de "
        "aanpalende woning;\nb) het regenwater wordt opgevangen."
    ),
    " mits :\n- de kroonlijsthoogte tot {n} meter te beperken;\n- de scheidingsmuren in metselwerk te voltooien.",
    "~ op voorwaarde dat :\n1) de inrit in klinkers wordt verhard;\n2) de brandweer vooraf haar akkoord geeft.",
)
REFUSALS = (
    "~Artikel 1.- De aanvraag van {who} wordt <decision:afgewezen>; {permit} wordt niet afgegeven.",
    "Artikel 1.- De {permit} wordt <decision:geweigerd> aan {who}.",
    "Art. 1. De vergunning aangevraagd door {who} wordt <decision:geweigerd>.",
    "Enig artikel. De {permit} wordt aan {who} <decision:geweigerd> om voormelde redenen.",
    "~Artikel 1. Aan {who} wordt de gevraagde vergunning <decision:ontzegd>.",
)
ENDINGS = (
    "Artikel 2.- De vergunning vervalt wanneer de werken niet binnen het jaar zijn aangevat.",
    "Artikel 2.- Een afschrift van dit besluit wordt gestuurd aan de aanvrager en aan de gemachtigde ambtenaar.",
    "Art. 2. De aanvang van de werken moet acht dagen vooraf schriftelijk worden gemeld.",
)
CLOSINGS = (
    "Te {gem}, {d_decision}",
    "Gedaan in zitting van {d_decision}",
    "{gem}, de {d_decision}",
    "Aldus besloten in vergadering van {d_decision}",
    "~Vastgesteld ter zitting van het College op {d_decision}",
)


def decision(voice: Voice) -> Document:
    """The decision on a printed form."""
    dice, refused = voice.dice, voice.dossier.decision == "geweigerd"
    left, right = NUMBERS[dice.between(0, len(NUMBERS) - 1)]
    body = [voice.says(REQUESTS), voice.says(RECEIPTS), voice.says(LAWS)]
    if voice.dossier.year > 1977:
        body += map(voice.fill, dice.several(voice.in_force(LATE_LAWS), dice.between(1, 2)))
    body.append(voice.says(BAD_REPORTS if refused else REPORTS))
    body += map(voice.fill, dice.several(PLACE, dice.between(1, 4)))
    body += map(voice.fill, dice.several(BAD_REASONS, 1)) if refused else []
    if voice.dossier.history and dice.chance(0.4):
        body.append(voice.fill("Gezien de voorgaande vergunningen : {history};"))
    verdict = voice.says(REFUSALS if refused else GRANTS)
    verdict += voice.says(CONDITIONS) if voice.dossier.conditions else "" if refused else "."
    parts = [Block("p" if index == 0 else "list", text) for index, text in enumerate(verdict.split("\n"))]
    return Document(
        "weigering" if refused else "besluit",
        dice.pick(("printed", "typed", "printed", "~filled")),
        (
            Block("head", voice.says(HEADS)),
            Block("pair", voice.fill(left), voice.fill(right) if len(voice.dossier.references) > 1 else ""),
            Block("title", voice.says(REFUSAL_TITLES if refused else TITLES)),
            Block(
                "line",
                voice.says(("HET COLLEGE VAN BURGEMEESTER EN SCHEPENEN,", "Het College,", "Het Schepencollege,")),
            ),
            *(Block("p", text) for text in body),
            Block("line", voice.says(("BESLUIT :", "BESLIST :", "B E S L U I T :"))),
            *parts,
            *([] if refused else [Block("p", voice.says(ENDINGS))]),
            Block("line", voice.says(CLOSINGS)),
            Block("sign", voice.fill("De Sekretaris,\n{secretary}"), voice.fill("De Burgemeester,\n{mayor}")),
            Block("seal"),
        ),
    )
