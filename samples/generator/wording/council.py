"""Decisions of the college before 1962: typed extracts from the minutes, Dutch and French."""

from wording.blocks import Block, Document
from wording.voice import Voice

HEADS = (
    "PROVINCIE {UP_prov}\nARRONDISSEMENT {UP_arr}\n{UP_stad} {UP_gem}",
    "Provincie {prov}\n{stad} {gem}\nBureel der Werken",
    "{UP_bestuur} VAN {UP_gem}\n2e Bureel - Openbare Werken",
    "Koninkrijk België - Provincie {prov}\n{bestuur} van {gem}",
    "~{stad} {gem}\nKabinet van den Burgemeester",
)
TITLES = (
    "UITTREKSEL uit het register der beraadslagingen van het Schepencollege",
    "Uittreksel uit het notulenboek van het College van Burgemeester en Schepenen",
    "COLLEGE VAN BURGEMEESTER EN SCHEPENEN\nBeraadslaging - Bouwwerken",
    "SCHEPENCOLLEGE - AFSCHRIFT VAN BESLUIT",
    "~Uit de notulen van het Schepencollege wordt het volgende overgenomen",
)
SESSIONS = (
    "Zitting van {d_decision}",
    "Vergadering van {d_decision}",
    "Zitting van den {d_decision}",
    "In zitting van {d_decision}",
    "~Bijeenkomst van {d_decision}",
)
NUMBERS = (
    "Nr. {ref}",
    "N° {ref}",
    "Bundel {ref}",
    "Register nr. {ref}",
    "Volgnummer : {ref}",
    "~Dossier {ref}",
)
PRESENT = (
    "Tegenwoordig : de Heren {mayor}, Burgemeester; {ald1} en {ald2}, Schepenen; {secretary}, Secretaris.",
    "Zijn aanwezig : {mayor}, Burgemeester-Voorzitter, {ald1}, {ald2}, Schepenen, en {secretary}, Secretaris.",
    "Aanwezig: HH. {mayor}, Burgemeester, {ald1} en {ald2}, Schepenen; {secretary}, Gemeentesecretaris.",
    "~Onder voorzitterschap van {mayor}, Burgemeester. Aanwezige Schepenen : {ald1}, {ald2}.",
)
REQUESTS = (
    (
        "~Herzien het rekest, gedateerd {d_application}, van {who}, huizende {home}, om {permit} voor {subject}, "
        "{site}, {parcel};"
    ),
    (
        "Gezien het verzoekschrift van {d_application} waarbij {who}, wonende te {home}, vraagt om {permit} voor "
        "{subject} op een grond te {site}, ten kadaster gekend {parcel};"
    ),
    (
        "Gelet op de vraag van {who}, {job}, gehuisvest {home}, ingekomen op {d_receipt}, om te mogen overgaan tot "
        "{subject} te {site}, {parcel};"
    ),
    (
        "Op het schrijven van {d_application} door {who}, woonachtig {home}, ten einde {permit} te bekomen tot "
        "{subject}, gelegen {site} ({parcel});"
    ),
    (
        "Gezien de aanvraag, ontvangen den {d_receipt}, van {who}, {home}, die wenst over te gaan tot {subject}, "
        "{site}, kadaster {parcel};"
    ),
    (
        "~Kennis genomen hebbend van het rekwest van {who}, verblijvende {home}, strekkende tot {subject} in de "
        "{street}, wijk {parcel}, waarvoor {permit} wordt gevraagd;"
    ),
)
LAWS = (
    "Gelet op de wet van <law:1 februari 1844> op de wegenis en de openbare wegen;",
    "Gelet op artikel 90, 8° van de gemeentewet en de wet van <law:15 augustus 1897>;",
    "Gezien het gemeentereglement op het bouwen, goedgekeurd door de Bestendige Deputatie;",
    "Gelet op de plaatselijke verordening op de bouwwerken van <law:12 mei 1921>;",
)
LATE_LAWS = ("Gelet op de besluitwet van <law:2 december 1946> betreffende de stedebouw;",)
REPORTS = (
    "Gezien het gunstig verslag van de opzichter der werken van {d_advice};",
    "Gehoord het verslag van den gemeentelijken bouwmeester d.d. {d_advice};",
    "Gelet op het advies van de dienst der wegen, uitgebracht op {d_advice};",
    "~Gezien de nota van den stadsingenieur, gedagtekend {d_advice};",
)
REASONS = (
    "Overwegende dat de bouwlijn geëerbiedigd wordt;",
    "Overwegende dat de voorgelegde plannen aan de vereisten van het reglement voldoen;",
    "Aangezien de grond paalt aan een openbare weg die voldoende is uitgerust;",
    "Overwegende dat er van de geburen geen bezwaren zijn ingekomen;",
    "Aangezien de hoogte van het gebouw in verhouding staat tot de breedte der straat;",
)
BAD_REASONS = (
    "Overwegende dat het ontwerp de vastgestelde bouwlijn met {n} meter overschrijdt;",
    "Aangezien de woonplaatsen onvoldoende licht en lucht zouden ontvangen;",
    "Overwegende dat de grond bestemd is voor de verbreding van de weg;",
    "Aangezien geen afvoer voor het huiswater voorzien is;",
)
GRANTS = (
    "~Het College <decision:staat toe> dat {who} overgaat tot {subject}.",
    "~Aldus wordt aan {who} {permit} <decision:vergund>.",
    "{Cap_who} wordt de gevraagde toelating <decision:verleend>.",
    "Enig artikel. - De toelating tot {subject} wordt aan {who} <decision:toegestaan>.",
    (
        "Art. 1. - Aan {who} wordt <decision:machtiging verleend> tot het uitvoeren der werken volgens het "
        "bijgevoegd plan."
    ),
    "~Het verzoek wordt <decision:ingewilligd> en de werken mogen een aanvang nemen.",
)
CONDITIONS = (
    "mits 1° de bouwlijn te volgen die ter plaatse zal aangeduid worden; 2° het regenwater naar de riool te leiden.",
    "onder voorwaarde dat de voetweg in goede staat hersteld wordt en de gevel binnen {n} maanden bepleisterd is.",
    "mits naleving van volgende voorwaarden : geen bouwstoffen op de openbare weg; aansluiting op de riolering.",
    "~op uitdrukkelijk beding dat een sterfput van {n} m³ wordt aangelegd achter het gebouw.",
)
REFUSALS = (
    "~Het verzoek van {who} wordt <decision:verworpen>.",
    "De gevraagde toelating wordt <decision:geweigerd>.",
    "Het College kan de aanvraag niet inwilligen; de toelating is <decision:geweigerd>.",
    "Art. 1. - Aan {who} wordt de toelating tot {subject} <decision:niet verleend>.",
    "~Er is geen aanleiding om op het verzoek in te gaan; het wordt <decision:afgewezen>.",
)
ENDINGS = (
    "Deze toelating is een jaar geldig en laat de rechten van derden onverkort.",
    "Afschrift dezes zal aan de belanghebbende overgemaakt worden.",
    "De belanghebbende zal het bestuur acht dagen op voorhand verwittigen van het begin der werken.",
    "De rechten van derden blijven voorbehouden.",
)
SIGNS = (
    (
        "Namens het College,\nDe Secretaris,\n(get.) {secretary}",
        "\nDe Burgemeester,\n(get.) {mayor}",
    ),
    (
        "Bij bevel :\nDe Secretaris,",
        "Het College,\nDe Burgemeester,",
    ),
    (
        "Voor eensluidend uittreksel :\nDe Secretaris,\n{secretary}",
        "De Burgemeester,\n\n{mayor}",
    ),
)


FRENCH_REQUESTS = (
    (
        "~Herzien het rekest, gedateerd {d_application}, van {who}, huizende {home}, om {permit} voor {subject}, "
        "{site}, {parcel};"
    ),
    (
        "Vu la requête de {who}, domicilié {home}, tendant à obtenir l'{permit} pour {subject}, {street}, cadastré "
        "{parcel};"
    ),
    (
        "Vu la demande du {d_application} introduite par {who}, demeurant {home}, et tendant à {subject}, "
        "{street}, {parcel} du cadastre;"
    ),
)


def decision(voice: Voice) -> Document:
    """A typed extract of the minutes that grants or refuses."""
    if voice.dossier.french:
        return _french(voice)
    dice, refused = voice.dice, voice.dossier.decision == "geweigerd"
    laws = dice.several(voice.in_force(LAWS), 1 if dice.chance(0.6) else 2)
    laws += list(LATE_LAWS) if voice.dossier.year > 1946 else []
    reasons = dice.several(BAD_REASONS if refused else REASONS, dice.between(1, 2))
    granting = voice.says(REFUSALS if refused else GRANTS)
    verdict = [Block("p", granting)]
    if voice.dossier.conditions:
        verdict = [Block("p", granting.rstrip(".") + ", " + voice.says(CONDITIONS))]
    body = [voice.says(REQUESTS), *map(voice.fill, laws)]
    body += [] if refused and dice.chance(0.5) else [voice.says(REPORTS)]
    body += map(voice.fill, reasons)
    left, right = SIGNS[dice.between(0, len(SIGNS) - 1)]
    top = [Block("line", voice.says(SESSIONS)), Block("line", voice.says(NUMBERS))]
    if dice.chance(0.4):
        top.reverse()
    return Document(
        "weigering" if refused else "besluit",
        "typed",
        (
            Block("head", voice.says(HEADS)),
            Block("title", voice.says(TITLES)),
            *top,
            Block("p", voice.says(PRESENT)),
            Block("line", voice.says(("HET COLLEGE,", "Het College :", "Het Schepencollege,"))),
            *(Block("p", text) for text in body),
            Block("line", voice.says(("BESLUIT :", "BESLIST :", "Besluit met algemene stemmen :", "~BESCHIKT :"))),
            *verdict,
            *([] if refused else [Block("p", voice.says(ENDINGS))]),
            Block("sign", voice.fill(left), voice.fill(right)),
            Block("seal"),
        ),
    )


def _french(voice: Voice) -> Document:
    refused = voice.dossier.decision == "geweigerd"
    verdict = (
        ("L'autorisation sollicitée est <decision:refusée>.", "Article unique. La demande est <decision:refusée>.")
        if refused
        else (
            "L'autorisation sollicitée est <decision:accordée> à {who}",
            "Art. 1er. Le permis est <decision:délivré> à {who}",
        )
    )
    tail = "" if refused else ", à charge d'observer l'alignement qui sera tracé." if voice.dossier.conditions else "."
    return Document(
        "weigering" if refused else "besluit",
        "typed",
        (
            Block("head", voice.says(("VILLE DE {UP_gem}\nTravaux publics", "Administration communale de {gem}"))),
            Block("title", "COLLÈGE DES BOURGMESTRE ET ÉCHEVINS"),
            Block(
                "line", voice.says(("Séance du {d_decision}", "Extrait du procès-verbal de la séance du {d_decision}"))
            ),
            Block("line", voice.says(("N° {ref}", "Dossier n° {ref}"))),
            Block(
                "p",
                voice.fill("Présents : MM. {mayor}, bourgmestre, {ald1} et {ald2}, échevins; {secretary}, secrétaire."),
            ),
            Block("line", "Le Collège,"),
            Block("p", voice.says(FRENCH_REQUESTS)),
            Block(
                "p",
                voice.fill("Vu la loi du <law:1 février 1844>; vu le rapport du conducteur des travaux du {d_advice};"),
            ),
            Block("line", "ARRÊTE :"),
            Block("p", voice.says(verdict) + tail),
            Block("sign", voice.fill("Le Secrétaire,\n{secretary}"), voice.fill("Le Bourgmestre,\n{mayor}")),
            Block("seal"),
        ),
    )
