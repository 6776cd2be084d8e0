"""Decisions of the college 1996-2017: documents made with a word processor."""

from wording.blocks import Block, Document
from wording.voice import Voice

HEADS = (
    "{stad} {gem}\nDienst Stedenbouw",
    "{UP_gem}\nRuimtelijke ordening en wonen",
    "Provincie {prov}\n{bestuur} {gem}",
    "{stad} {gem}\nUittreksel uit de notulen van het college van burgemeester en schepenen",
    "~{gem} - team omgeving",
)
TITLES = (
    "{Cap_permit}",
    "Besluit over een aanvraag: {permit}",
    "Beslissing {permit}",
    "FORMULIER III - {UP_permit}",
    "~Uitspraak over de aanvraag tot {permit}",
)
REFUSAL_TITLES = (
    "Weigering van {permit}",
    "Besluit tot weigering: {permit}",
    "WEIGERING {UP_permit}",
    "~Ongunstige beslissing over {permit}",
)
SESSIONS = (
    "Zitting van {d_decision}",
    "Vergadering van {d_decision}",
    "College van burgemeester en schepenen, zitting van {d_decision}",
    "Datum van de beslissing: {d_decision}",
    "~Genomen in de collegezitting van {d_decision}",
)
PRESENT = (
    "Aanwezig: {mayor}, burgemeester; {ald1}, {ald2}, schepenen; {secretary}, gemeentesecretaris",
    "Aanwezig: {mayor}, burgemeester-voorzitter, {ald1} en {ald2}, schepenen. Verontschuldigd: geen.",
    "~Het voltallige college, onder voorzitterschap van {mayor}; verslag: {secretary}",
)
REQUESTS = (
    (
        "~{Cap_who}, {home}, wenst {subject}. Het dossier, binnengekomen op {d_receipt}, slaat op het goed {site} "
        "({parcel})."
    ),
    (
        "De aanvraag van {who}, {home}, werd ingediend op {d_application} en ontvangen op {d_receipt}. Zij heeft "
        "betrekking op het terrein {site}, kadastraal bekend {parcel}. De aanvraag betreft {subject}."
    ),
    (
        "{Cap_who} met als adres {home} heeft een aanvraag ingediend voor {subject}. Het goed is gelegen {site} en "
        "kadastraal gekend als {parcel}. De aanvraag werd volledig verklaard op {d_receipt}."
    ),
    (
        "Het college nam kennis van de aanvraag, ontvangen op {d_receipt}, van {who}, {home}, tot {subject} op het "
        "perceel {site} ({parcel})."
    ),
    (
        "~Voor het perceel {parcel}, {site}, vroeg {who} ({home}) op {d_application} een vergunning voor "
        "{subject}. Ontvangst van het dossier: {d_receipt}."
    ),
)
LAWS = (
    "Gelet op het decreet betreffende de ruimtelijke ordening, gecoördineerd op <law:22 oktober 1996>.",
    (
        "Gelet op het decreet van <law:18 mei 1999> houdende de organisatie van de ruimtelijke ordening en zijn "
        "wijzigingen."
    ),
    "De aanvraag wordt getoetst aan de Vlaamse Codex Ruimtelijke Ordening van <law:15 mei 2009>.",
)
PLANS = (
    "Het goed ligt volgens het gewestplan (koninklijk besluit van <law:5 augustus 1976>) in woongebied.",
    "De gewestelijke verordening hemelwater van <law:5 juli 2013> is van toepassing.",
    "Het perceel maakt geen deel uit van een goedgekeurde niet vervallen verkaveling.",
    "De aanvraag is niet in strijd met het besluit van <law:28 mei 2004> over de dossiersamenstelling.",
)
REPORTS = (
    "De gemachtigde ambtenaar bracht op {d_advice} een gunstig advies uit.",
    "Het advies van de brandweer van {d_advice} is voorwaardelijk gunstig.",
    "Het openbaar onderzoek, afgesloten op {d_advice}, leverde {n} bezwaarschriften op, die worden weerlegd.",
    "~Uit het advies van het agentschap van {d_advice} blijken geen bezwaren.",
)
SETTING = (
    (
        "Het perceel is gelegen in een straat met overwegend gesloten bebouwing. De aanpalende gebouwen tellen {n} "
        "bouwlagen en zijn afgewerkt met een hellend dak. De bestaande bebouwing is in goede staat en wordt aan de "
        "straatzijde behouden."
    ),
    (
        "De omgeving wordt gekenmerkt door vrijstaande woningen op ruime kavels. Het terrein is vlak en paalt aan "
        "een voldoende uitgeruste gemeenteweg. Er zijn geen beschermde monumenten in de onmiddellijke nabijheid."
    ),
    (
        "Het voorliggende ontwerp voorziet een volume met een nuttige oppervlakte van {n}6 m². De "
        "voorgevelbouwlijn wordt aangehouden en de tuinzone blijft onverhard. Het gebruikte materiaal sluit aan "
        "bij dat van de buren."
    ),
    (
        "De aanvraag werd openbaar gemaakt volgens de geldende regels. Er werden geen bezwaren ingediend. De "
        "watertoets geeft geen aanleiding tot opmerkingen, zodat geen schadelijk effect op de waterhuishouding "
        "wordt verwacht."
    ),
    (
        "~Het eigendom bevindt zich aan de rand van de dorpskern, waar vrijstaande en gekoppelde woningen elkaar "
        "afwisselen. De schaal van het project is daarop afgestemd en brengt de ruimtelijke draagkracht niet in "
        "het gedrang."
    ),
)
BAD_REASONS = (
    "De bouwdiepte van {n}8 meter is niet verenigbaar met de goede ruimtelijke ordening.",
    "Het gevraagde programma overstijgt de draagkracht van het perceel.",
    "Er wordt onvoldoende parkeergelegenheid voorzien op eigen terrein.",
    "~De privacy van de aanpalende percelen komt in het gedrang.",
)
GRANTS = (
    "~{Cap_who} krijgt de {permit}; deze wordt hierbij <decision:toegekend>",
    "~Het college gaat akkoord en <decision:levert> de {permit} af aan {who}",
    "Artikel 1. De {permit} wordt <decision:afgegeven> aan {who}",
    "Het college <decision:verleent> de {permit} aan {who}",
    "Art. 1: Het college beslist de {permit} goed te keuren en <decision:af te leveren> aan {who}",
    "~De gevraagde {permit} wordt door het college <decision:toegestaan> aan {who}",
)
CONDITIONS = (
    (
        ", die ertoe verplicht is:\n- het hemelwater op te vangen in een put van {n}000 liter;\n- het advies van "
        "de brandweer na te leven."
    ),
    (
        " onder de volgende voorwaarden:\n1. de bestaande bomen worden behouden;\n2. de scheidingsmuur wordt "
        "afgewerkt in gevelsteen."
    ),
    (
        ", mits naleving van deze voorwaarden:\na) de verharding wordt beperkt tot {n}0 m²;\nb) de nokhoogte wordt "
        "met {n}0 cm verlaagd."
    ),
    "~ met als voorwaarde:\n- het groenscherm wordt aangeplant in het eerstvolgende plantseizoen.",
)
REFUSALS = (
    "~Het college gaat niet akkoord; de {permit} wordt aan {who} <decision:onthouden>.",
    "Artikel 1. De {permit} wordt <decision:geweigerd> aan {who}.",
    "Het college <decision:weigert> de {permit} aan {who}.",
    "Art. 1: De aanvraag wordt ongunstig beoordeeld en de {permit} wordt <decision:geweigerd>.",
    "~De {permit} kan niet worden afgegeven en wordt <decision:geweigerd>.",
)
ENDINGS = (
    "Artikel 2. De vergunning vervalt van rechtswege als de werken niet binnen twee jaar zijn gestart.",
    "Artikel 2. Van de vergunning mag gebruik worden gemaakt vanaf de zesendertigste dag na de aanplakking.",
    "~Tegen dit besluit kan binnen dertig dagen beroep worden ingesteld bij de deputatie.",
)


NUMBER_LABELS: tuple[str, ...] = (
    "Dossiernummer",
    "Gemeentelijk dossiernummer",
    "Ons kenmerk",
    "Dossiernr.",
    "~Zaaknummer",
)


def law(voice: Voice) -> str:
    """The organic law of the year."""
    year = voice.dossier.year
    if year >= 2017:
        return voice.fill("Gelet op het decreet van <law:25 april 2014> betreffende de omgevingsvergunning.")
    return voice.fill(LAWS[0 if year < 2000 else 1 if year < 2010 else 2])


def _numbers(voice: Voice) -> list[Block]:
    labels = NUMBER_LABELS
    if voice.dossier.year >= 2017:
        labels = ("Projectnummer", "Referentie omgevingsloket", "~OMV-nummer")
    found = [Block("line", f"{voice.dice.pick(labels)}: {voice.ref()}")]
    if len(voice.dossier.references) > 1:
        second = (
            ("Kenmerk gemeente",) if voice.dossier.year >= 2017 else ("Dossiernummer ROHM", "Ref. Ruimtelijke Ordening")
        )
        found.append(Block("line", f"{voice.dice.pick(second)}: {voice.ref2()}"))
    return found


def decision(voice: Voice) -> Document:
    """The decision as a word-processor document, in running text or under headings."""
    dice, refused = voice.dice, voice.dossier.decision == "geweigerd"
    verdict = voice.says(REFUSALS if refused else GRANTS)
    verdict += voice.says(CONDITIONS) if voice.dossier.conditions else "" if refused else "."
    parts = [Block("p" if index == 0 else "list", text) for index, text in enumerate(verdict.split("\n"))]
    headed = dice.chance(0.6)

    def heading(text: str) -> list[Block]:
        return [Block("sub", text)] if headed else []

    setting = map(voice.fill, dice.several(SETTING, dice.between(1, 3)))
    assessment = [*setting, voice.says(REPORTS), *map(voice.fill, dice.several(BAD_REASONS, 2) if refused else [])]
    return Document(
        "weigering" if refused else "besluit",
        "office",
        (
            Block("head", voice.says(HEADS)),
            Block("line", voice.says(SESSIONS)),
            *([Block("p", voice.says(PRESENT))] if dice.chance(0.7) else []),
            Block("title", voice.says(REFUSAL_TITLES if refused else TITLES)),
            *_numbers(voice),
            *heading(dice.pick(("Aanvraag", "Gegevens van de aanvraag", "~Voorwerp"))),
            Block("p", voice.says(REQUESTS)),
            *heading(dice.pick(("Juridisch kader", "Regelgeving", "~Toetsingskader"))),
            Block("p", law(voice)),
            *(Block("p", voice.fill(text)) for text in dice.several(voice.in_force(PLANS), dice.between(1, 2))),
            *heading(dice.pick(("Historiek", "Relevante voorgeschiedenis", "~Eerdere dossiers"))),
            *([Block("p", voice.fill("{history}."))] if headed or voice.dossier.history else []),
            *heading(dice.pick(("Beoordeling", "Adviezen en motivering", "~Afweging"))),
            *(Block("p", text) for text in assessment),
            Block("line", dice.pick(("BESLIST:", "BESLUIT", "HET COLLEGE BESLIST HET VOLGENDE:", "Besluit:"))),
            *parts,
            *([] if refused else [Block("p", voice.says(ENDINGS))]),
            Block("sign", voice.fill("De secretaris,\n\n{secretary}"), voice.fill("De burgemeester,\n\n{mayor}")),
        ),
    )
