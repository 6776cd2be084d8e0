"""Letters, notices and advice: what is sent around the decision."""

from wording.blocks import Block, Document
from wording.voice import Voice

HEADS = (
    "{bestuur} {gem}",
    "{UP_stad} {UP_gem}\nDienst Stedebouw - tel. {phone}",
    "{stad} {gem}\nSecretariaat",
    "~{gem}\nhet gemeentebestuur",
)
SUBJECTS = (
    "Betreft : {subject}, {street}",
    "Onderwerp: {permit}, {site}",
    "Voorwerp : uw aanvraag voor {subject}",
    "Betreft: {permit} - {street}",
    "~Inzake {subject} te {place}",
)
GRANTED = (
    (
        "Ingevolge de beslissing van het College van {d_decision} wordt U hierbij de {permit} toegestuurd voor "
        "{subject}."
    ),
    (
        "Als bijlage gelieve U het besluit te vinden dat in zitting van {d_decision} over uw aanvraag werd "
        "genomen. De {permit} werd <decision:verleend>."
    ),
    "Het College heeft op {d_decision} gunstig beschikt over uw vraag. De vergunning gaat hierbij.",
    "~U mag de werken aanvatten: op {d_decision} heeft het college uw aanvraag ingewilligd.",
)
REFUSED = (
    "Tot onze spijt moeten wij U melden dat het College op {d_decision} de {permit} heeft <decision:geweigerd>.",
    (
        "Hierbij vindt U het besluit van {d_decision} waarbij uw aanvraag wordt <decision:geweigerd>. Een beroep "
        "is mogelijk bij de Bestendige Deputatie."
    ),
    (
        "~Aan uw vraag kon het college in zitting van {d_decision} geen gunstig gevolg geven; de vergunning is "
        "<decision:geweigerd>."
    ),
)
TACIT = (
    (
        "Daar binnen de gestelde termijn geen beslissing werd genomen, wordt uw aanvraag van {d_application} met "
        "ingang van {d_decision} geacht <decision:stilzwijgend geweigerd> te zijn."
    ),
    (
        "De termijn om te beslissen is verstreken op {d_decision}. Bij ontstentenis van besluit geldt dit als een "
        "<decision:stilzwijgende weigering> van de {permit}."
    ),
    (
        "~Op {d_decision} verliep de behandelingstermijn; wettelijk is de vergunning daarmee "
        "<decision:stilzwijgend geweigerd>."
    ),
)
WITHDRAWN = (
    (
        "Het College neemt er in zitting van {d_decision} akte van dat {who} de aanvraag van {d_application} voor "
        "{subject} heeft <decision:ingetrokken>."
    ),
    (
        "Op {d_decision} liet {who} weten af te zien van de werken. De aanvraag is <decision:ingetrokken> en het "
        "dossier wordt afgesloten."
    ),
    (
        "~De aanvrager deelt mee dat hij zijn verzoek intrekt. Met {d_decision} beschouwen wij het als "
        "<decision:ingetrokken>."
    ),
)
DROPPED = (
    (
        "Ondanks ons herinneringsschrijven van {reminder} werden de ontbrekende plannen niet ingediend. Dossier "
        "<decision:zonder gevolg> gerangschikt. Aanvrager: {names}, {street}."
    ),
    (
        "De bouwheer {names} heeft sinds {reminder} niets meer laten horen. Het dossier {street} blijft "
        "<decision:zonder gevolg>."
    ),
    "~Na {reminder} geen stukken ontvangen van {names} ({street}). Te klasseren <decision:zonder verder gevolg>.",
)
RECEIVED = (
    (
        "Uw aanvraag tot {subject}, gelegen {site}, is ons toegekomen op {d_receipt} en werd ingeschreven onder "
        "nummer {ref}."
    ),
    "Wij bevestigen de ontvangst op {d_receipt} van uw dossier voor {subject}. Het werd volledig bevonden.",
    "~Het dossier voor {street} kwam binnen op {d_receipt}; het draagt het nummer {ref}.",
)
CLOSINGS = (
    "Hoogachtend,",
    "Met de meeste hoogachting,",
    "~Inmiddels verblijven wij,",
)
NEW_CLOSINGS = (
    "Hoogachtend,",
    "Met vriendelijke groeten,",
    "Met vriendelijke groet,",
    "~Met beleefde groeten,",
)
RECEIPT_TITLES = (
    "ONTVANGSTBEWIJS",
    "BEWIJS VAN ONTVANGST",
    "Ontvangstmelding",
    "~BERICHT VAN ONTVANGST",
)


def _dated(voice: Voice, day: str) -> Block:
    return Block("right", voice.dice.pick((f"{voice.gem()}, {day}", f"Datum : {day}", f"{voice.gem()}, de {day}", day)))


def _letter(voice: Voice, day: str, *body: str, title: str = "") -> Document:
    dice = voice.dice
    number = voice.says(("Ons kenmerk : {ref}", "Kenmerk: {ref}", "Dossier {ref}", "Onze ref. {ref}", "~Referte {ref}"))
    look = "office" if voice.dossier.family == "C" else "typed"
    return Document(
        "brief",
        look,
        (
            Block("head", voice.says(HEADS)),
            _dated(voice, day),
            Block("recipient", f"{voice.dice.pick(('Aan ', ''))}{voice.who()}\n" + voice.home().replace(", ", "\n", 1)),
            Block("line", number),
            *([Block("title", title)] if title else []),
            Block("line", voice.says(SUBJECTS)),
            Block("line", voice.dear()),
            *(Block("p", text) for text in body),
            Block("line", voice.says(NEW_CLOSINGS if voice.dossier.family == "C" else CLOSINGS)),
            Block(
                "sign",
                voice.fill("De Secretaris,\n{secretary}"),
                voice.fill("De Burgemeester,\n{mayor}") if dice.chance(0.6) else "",
            ),
        ),
    )


def notification(voice: Voice) -> Document:
    """The letter that sends the decision to the applicant."""
    silent = voice.dossier.decision == "stilzwijgend geweigerd"
    refused = voice.dossier.decision == "geweigerd"
    more = voice.says(
        (
            "Gelieve dit schrijven te bewaren.",
            "Wij vestigen uw aandacht op de bepalingen van het besluit.",
            "De plannen worden U later bezorgd.",
        )
    )
    return _letter(
        voice, voice.date("notification"), voice.says(TACIT if silent else REFUSED if refused else GRANTED), more
    )


def receipt(voice: Voice) -> Document:
    """The acknowledgement of the application."""
    return _letter(voice, voice.day("letter", 1, 9), voice.says(RECEIVED), title=voice.dice.pick(RECEIPT_TITLES))


def withdrawal(voice: Voice) -> Document:
    """The letter about a withdrawn application."""
    return _letter(voice, voice.date("notification"), voice.says(WITHDRAWN))


def dropped(voice: Voice) -> Document:
    """The note by which a dossier is closed without a decision."""
    text = voice.dice.pick(DROPPED).replace("{reminder}", voice.day("reminder", 60, 200))
    head = Block("head", voice.says(("{stad} {gem}", "{UP_gem} - Technische Dienst", "Nota aan het College - {gem}")))
    number = Block("line", voice.says(("Dossier {ref}", "Nota bij dossier {ref}", "Nr. {ref}")))
    look = "office" if voice.dossier.family == "C" else "typed"
    return Document("nota", look, (head, number, Block("p", voice.fill(text)), Block("scrawl")))


AUTHORITIES = {
    "A": (
        "{stad} {gem}\nDienst der Wegen",
        "Provincie {prov}\nProvinciale Technische Dienst",
        "~Bruggen en Wegen\nArrondissement {arr}",
    ),
    "B": (
        "MINISTERIE VAN OPENBARE WERKEN\nBestuur van de Stedebouw",
        "MINISTERIE VAN DE VLAAMSE GEMEENSCHAP\nA.R.O.L. - Directie {prov}",
        "{stad} {gem}\nBRANDWEERDIENST",
        "~REGIE DER LUCHTWEGEN EN WEGEN\nBestuur {prov}",
    ),
    "C": (
        "Vlaamse overheid\nRuimtelijke Ordening {prov}",
        "Agentschap Wegen en Verkeer\nafdeling {prov}",
        "Brandweer {gem}\nPreventie",
        "Onroerend Erfgoed\nbuitendienst {prov}",
        "~Watering en polders\ndienst advies",
    ),
}
GOOD_ADVICE = (
    "Na onderzoek van het dossier van {who} voor {subject}, {site}, wordt een gunstig advies uitgebracht.",
    "Tegen de werken te {site} ({parcel}), aangevraagd door {who}, bestaat geen bezwaar. Advies : gunstig.",
    (
        "Voorwaardelijk gunstig voor {subject} door {who}, {street}: de bouwlijn op {n} m uit de as van de weg is "
        "te volgen."
    ),
    "~Onze dienst kan instemmen met het voorstel van {who} ({street}).",
)
BAD_ADVICE = (
    "Ongunstig advies voor {subject}, {site}, aanvrager {who}: het ontwerp past niet in de omgeving.",
    "Het ingediende plan van {who}, {street}, kan niet aanvaard worden. Advies : ongunstig.",
    "~Wij raden de afgifte aan {who} voor {street} ten stelligste af.",
)


def advice(voice: Voice) -> Document:
    """The advice of a service, favourable or not; never the decision."""
    bad = voice.dossier.decision == "geweigerd"
    lines = [Block("line", voice.says(("Uw kenmerk : {ref}", "Uw ref. {ref}", "Gemeente nr. {ref}")))]
    if len(voice.dossier.references) > 1:
        lines.append(Block("line", voice.says(("Ons kenmerk : {ref2}", "Onze ref. {ref2}", "Ons nr. {ref2}"))))
    closing = ("De gemachtigde ambtenaar,", "De Ingenieur,", "De dienstchef,", "~De adviseur,")
    return Document(
        "advies",
        "office" if voice.dossier.family == "C" else "typed",
        (
            Block("head", voice.says(AUTHORITIES[voice.dossier.family])),
            *lines,
            Block("right", voice.fill("Datum : {d_advice}")),
            Block("recipient", voice.fill("Aan het College van Burgemeester en Schepenen\nvan {gem}")),
            *(
                [Block("title", voice.dice.pick(("ADVIES", "VERSLAG", "Advies bouwaanvraag")))]
                if voice.dice.chance(0.5)
                else []
            ),
            Block("p", voice.says(BAD_ADVICE if bad else GOOD_ADVICE)),
            Block(
                "p",
                voice.says(
                    (
                        "De plannen worden teruggezonden.",
                        "Dit advies geldt voor de plannen van {d_plan}.",
                        "Het dossier gaat hierbij terug.",
                    )
                ),
            ),
            Block("sign", f"{voice.dice.pick(closing)}\n{voice.dossier.aldermen[0]}", ""),
        ),
    )
