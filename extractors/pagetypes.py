"""What kind of page this is, by the phrases that such pages carry and by what the page looks like."""

import re
from dataclasses import dataclass

from extractors.cues import Phrases
from extractors.flow import Flow, plain
from extractors.outcomes import find_outcomes
from schemas.words import PageType

CUES: dict[PageType, str] = {
    "kaft": (
        "bouwdossier 5|dossier bouwtoelating 5|bundel 2|datum besluit 2|bouwtoelatingen 4|dossier nr 2|"
        "dienst stedebouw 2|dienst stedenbouw 2|"
        "dienst ruimtelijke ordening 2|aanvrager 2|ligging 2|"
        "aard der werken 2|naam 1.5|straat 1.5|voorwerp 1.5|dossiernummer 2|kaft 4|omslag 4|ontvangen op 1|"
        "adres werken 2|onderwerp 1|"
        "bouwvergunningen 3|inventaris 2|archief 2|bouwheer 1|dossier bouwvergunning 4|permis de batir 1|"
        "dossier stedenbouwkundige vergunning 4|"
        "inhoud van het dossier 4|vergund 0.5|jaar 1|type 1|gemeentebestuur 1|stad 0.5|kadaster 1|architect 0.5|"
        "ontvangst 1|"
        "bouwaanvragen 3|dossier 1.5|demandeur 2|travaux publics 2|dossier n 2|volgnr 2|doos 2|aard 1|plaats 1|"
        "bouwdossiers 4"
    ),
    "aanvraag": (
        "aanvraag om bouwvergunning 6|aanvraag om regularisatievergunning 6|aanvraag om verkavelingsvergunning 6|"
        "ondergetekende 4|ondergeteekende 4|"
        "heeft de eer u hierbij de toelating te vragen 6|de toelating te vragen 5|vraagt vergunning voor 5|"
        "bij deze aanvraag zijn gevoegd 4|"
        "aanvraag voor een 3|rijksregisternummer 3|geraamde kostprijs 2|"
        "aan het college van burgemeester en schepenen 3|aan de heren burgemeester en schepenen 3|"
        "mijne heren 2|mijne heeren 2|eigenaar van de grond 2|ik ben eigenaar van het goed 4|"
        "volmacht van de eigenaar 3|vergunningsaanvraag 3|aanvraagformulier 6|"
        "formulier i 2|naam en voornaam 2|gedaan te 2|a l'honneur de solliciter 6|le soussigne 4|"
        "demande de permis de batir 6|ik ondergetekende 4|"
        "aanvraag stedenbouwkundige vergunning 5|wendt de ondergetekende zich 5|schriftelijke vergunning 3|"
        "met de meeste hoogachting 1.5|hoogachtend 1|"
        "handtekening van de aanvrager 4|de ondergetekende 4|telefoon 1|kadastrale omschrijving 1|"
        "vraagt de vergunning 4|verzoekt 1.5|vraagt toelating 4|"
        "aanvraag tot het bekomen van 3|aan de heeren burgemeester en schepenen 4|toelating te bekomen 4|"
        "aanvraag tot bouwen 4|omgevingsvergunningsaanvraag 4|"
        "bouwaanvraag 2|aanvraag tot vergunning 4|identiteit van de aanvrager 3|meldingsformulier 5|"
        "verkavelingsaanvraag 4|aanvraag tot verkaveling 5|solliciter 4|"
        "messieurs 2|wens over te gaan tot 4|neemt de vrijheid 4|verzoek u mij daartoe 5|"
        "in afwachting van een gunstig 4|in de hoop op 3|heeft de eer 3|bidt u 3|"
        "aanvraag voor een stedenbouwkundige vergunning 6|"
        "aanvraag van een 4|stempel van ontvangst 3"
    ),
    "besluit": (
        "het college van burgemeester en schepenen 3|uittreksel uit het register der beraadslagingen 6|"
        "gelet op de aanvraag 3|gelet op 1.5|besluit 1.5|"
        "artikel 1 2|artikel 2 2|namens het college 3|de vergunning wordt afgegeven 4|overwegende dat 2|op bevel 2|"
        "aanwezig 2|beraadslagingen 3|"
        "gezien de aanvraag 4|voor eensluidend afschrift 2|besluit tot afgifte 6|zitting van 3|"
        "die ertoe gehouden is 4|de gevraagde toelating wordt verleend 5|"
        "college van burgemeester en schepenen 3|gelet op het decreet 2|gelet op de wet 2|"
        "toepasselijke regelgeving 3|beoordeling 2|de vergunning wordt verleend 4|"
        "vu la demande 5|le college des bourgmestre et echevins 5|arrete 2|article 1er 3|gewestplan 2|"
        "vergadering van 2|het schepencollege 2|beslist 2|"
        "de secretaris de burgemeester 1.5|de vergunning vervalt 3|openbaar onderzoek 1.5|historiek 1.5|"
        "formulier iii 3|attendu que 3|eensluidend advies 1.5|"
        "toelating wordt verleend 4|verleent 2|uittreksel uit de notulen 5|bij verordening 2|"
        "proces verbaal der zitting 3|het college beslist 4|machtigt 2|uittreksel 1"
    ),
    "weigering": (
        "weigering van bouwvergunning 9|besluit tot weigering 9|de vergunning wordt geweigerd 5|"
        "de gevraagde toelating wordt geweigerd 5|wordt geweigerd 3|"
        "wordt geweigerd om volgende redenen 5|weigering van de vergunning 8|geweigerd 1|le permis est refuse 6|"
        "weigeringsbesluit 8|weigering 1.5|weigering stedenbouwkundige vergunning 9|"
        "weigering van stedenbouwkundige vergunning 9|toelating wordt geweigerd 5|"
        "weigering van verkavelingsvergunning 9"
    ),
    "advies": (
        "advies 1.5|verslag van de wegopzichter 7|gemachtigde ambtenaar 2|bestuur van de stedebouw 3|"
        "ministerie van openbare werken 4|advies over de bouwaanvraag 6|"
        "brandweer 4|gunstig advies 3|ongunstig advies 3|brandvoorkomingsverslag 6|uw kenmerk 1.5|ons kenmerk 1.5|"
        "conclusie 2|gunstig 1|ongunstig 1|verslag nr 3|"
        "agentschap wegen en verkeer 5|onroerend erfgoed 3|monumenten en landschappen 4|bruggen en wegen 4|arohm 1|"
        "voorwaardelijk gunstig 1.5|"
        "bestuur van de stedebouw en de ruimtelijke ordening 5|brandweerdienst 5|de gemachtigde ambtenaar 3|"
        "advies van 2|verslag van 2|preadvies 4|"
        "brandpreventie 4|rookmelders 2|rooilijn is vastgesteld 2|gezondheidsinspectie 4|polder 2|watering 2|"
        "gewestelijke stedenbouwkundige ambtenaar 3|stedenbouwkundig advies 4|"
        "adviesaanvraag 3|advies gevraagd 3|verleent gunstig advies 4|brengt advies uit 4|technische dienst 2|"
        "verslag van den wegopzichter 7|bouwopzichter 3"
    ),
    "plan": (
        "schaal 2.5|voorgevel 3|achtergevel 3|zijgevel 3|gelijkvloers 3|grondplan 4|verdieping 2|verdiep 3|"
        "doorsnede 4|snede 3|inplantingsplan 4|liggingsplan 4|keuken 1.5|"
        "badkamer 1.5|slaapkamer 1.5|garage 1|berging 1.5|terras 1|blad 1.5|plan nr 3|bouwheer 1.5|situatie 2|"
        "fundering 3|kelder 2|zolder 2|leefruimte 2|eetplaats 2|salon 2|"
        "woonplaats 0.5|zitplaats 2|inkomhal 2|facade 3|echelle 3|coupe 3|plan van 1|dwarsdoorsnede 4|"
        "gevelaanzicht 4|rioleringsplan 4|1 50 2|1 100 2|1 2500 2|1 500 2|1 20 1.5|opdrachtgever 1|"
        "ontwerp 1|architect 0.5|wc 1|koer 2|living 2|hall 1.5|omgevingsplan 4|terreinprofiel 4|plattegrond 4|"
        "lot 1 1|loten 1|verkavelingsplan 5|situatieplan 4|bergplaats 2|gang 1|plan gelijkvloers 4|noord 1|"
        "rez de chaussee 3|etage 2|bestaande toestand 1.5|nieuwe toestand 2|slaapplaats 2|bureau 1|voorontwerp 3|"
        "veranda 0.5|legende 1.5|maatschappelijke zetel 0"
    ),
    "nota": (
        "beschrijvende nota 8|verklarende nota 8|motivatienota 8|nota voor het dossier 8|nota 2.5|"
        "ruimtelijke context 4|overeenstemming met 2|verantwoordingsnota 7|"
        "zonder gevolg geklasseerd 5|zonder gevolg 4|niets meer laten horen 4|dossier zonder gevolg 5|toelichting 2|"
        "toelichtende nota 8|"
        "voorwerp van de aanvraag 2|nota bij het dossier 7|ruimtelijke inpassing 3|interne nota 7|aanstiplijst 6|"
        "note explicative 7|lastenboek 4|bestek 2|beschrijving der werken 3"
    ),
    "brief": (
        "geachte 3|mijnheer 2.5|met vriendelijke groeten 4|hoogachtend 2|betreft 1.5|wij zenden u hierbij 5|"
        "aan de heer 2|aan mevrouw 2|kenmerk 1|wij hebben de eer u 4|in bijlage vindt u 4|"
        "gelieve 1.5|gelieve de ontvangst 3|op last 2|uw bericht van 3|ons kenmerk 1|terug 0.3|"
        "waarbij de vergunning 2|afschrift van ons besluit 4|mijnheer de burgemeester 3|hoogachting 1.5|"
        "uw aanvraag 2|"
        "wij delen u mede 4|hierbij laten wij u 4|monsieur 2|veuillez agreer 4|akte van het schrijven 4|"
        "ingetrokken 2|wordt ingetrokken 3|stilzwijgend geweigerd 3|in antwoord op 3|uw schrijven 2|ter inlichting 2|"
        "te uwer beschikking 2|mevrouw 1|met de meeste hoogachting 2|aangetekend 2|geachte heer 4|geachte mevrouw 4|"
        "meedelen 2|intrekking 2|neemt akte 2|beveiligde zending 0.5|hierbij gevoegd 1.5|wij vestigen uw aandacht 3|"
        "namens het gemeentebestuur 2"
    ),
    "statistiek": (
        "nationaal instituut voor de statistiek 8|model i 5|statistiek 3|aantal bouwlagen 3|bebouwde oppervlakte 2.5|"
        "nis code 4|in te vullen door de aanvrager 3|statistische formulieren 0|"
        "institut national de statistique 8|vragenlijst 4|aantal woongelegenheden 2.5|statistisch formulier 6|"
        "algemene directie statistiek 6|bewoonbare oppervlakte 2.5|volume 1|fod economie 4|bouwvergunningen model 5|"
        "n i s 3|statistique 4"
    ),
    "foto": (
        "foto 2.5|fotos 2.5|fotoblad 6|fotoreportage 6|opname 2|foto 1 3|photo 2|foto nr 4|foto 2 3|zicht op 2|"
        "bestaande toestand foto 5|fotografische opname 5|fotos van de plaats 4"
    ),
    "pv": (
        "proces verbaal 4|bouwmisdrijf 6|wederrechtelijk 5|stakingsbevel 7|bevel tot staking 7|herstelvordering 6|"
        "proces verbaal van vaststelling 7|verbalisant 6|procureur des konings 5|bouwovertreding 6|politie 2.5|"
        "vaststelling 2|onwettig 2|staking der werken 6|rijkswacht 4|pro justitia 7|procureur 3"
    ),
    "kadaster": (
        "administratie van het kadaster 7|uittreksel uit het kadastraal plan 7|uittreksel uit de kadastrale legger 7|"
        "kadastrale gemeente 4|perceelnummer 2|inhoud 2|klasse 3|k i 2|"
        "voor eensluidend uittreksel 4|extrait de la matrice cadastrale 7|kadastrale legger 5|kadastraal plan 4|"
        "straat of plaats 2|kadastraal inkomen 3|administration du cadastre 7|uittreksel kadaster 6|"
        "kadastrale plan 3|perceelsplan 3|plan cadastral 6"
    ),
    "attest": (
        "stedenbouwkundig attest 6|stedebouwkundig attest 6|as built attest 7|attest 2.5|"
        "uittreksel uit het plannenregister 6|stedenbouwkundig uittreksel 6|stedenbouwkundige inlichtingen 6|"
        "planologisch attest 6|conformiteitsattest 6|epb aangifte 6|startverklaring 5|keuringsverslag 4|attest nr 4|"
        "verklaring 1.5|getuigschrift 3|certificaat 3|k peil 3|epb 2|volmacht 2"
    ),
    "bericht": (
        "bekendmaking 5|openbaar onderzoek 2|aanplakking 4|verklaring van aanplakking 7|bericht 2.5|"
        "bericht van aanvang 7|ontvangstbewijs 5|bewijs van ontvangst 2|bezwaarschrift 2|einde der werken 4|"
        "bericht van ontvangst 6|aanvang der werken 4|kennisgeving 3|begin der werken 4|"
        "bekendmaking openbaar onderzoek 7|bewijs van aanplakking 7|"
        "bericht van bekendmaking 7|accuse de reception 5|aanvang van de werken 4|mededeling 2|avis 2|"
        "proces verbaal van sluiting 4|aanplakking van de vergunning 5|ligt ter inzage 4|bezwaren 1.5"
    ),
    "overig": (
        "factuur 6|ereloonnota 8|te betalen 4|gelieve te storten 5|rekening 2|kwitantie 6|btw 1.5|"
        "architectenbureau 1.5|totaal 2|overschrijving 4|storting 4|borgstelling 4|zegelrecht 4|facture 6|"
        "ontvangbewijs 3|prijsofferte 5|bestelbon 5|orde van architecten 2|visum 2|contract 3|overeenkomst 1.5|"
        "ereloon 5|honoraires 5|polis 3|verzekering 2|staat van ereloon 6|bewijs van betaling 5|leges 3|taks 2"
    ),
}  # fmt: skip
"""Per type its cue phrases and how much each of them tells."""

_PLAN_PIXELS = 1.45
"""A sheet whose longest side is this many times that of A4 (297 mm) is folded paper: a plan, a map or a long form."""


def _meanings() -> dict[str, tuple[tuple[PageType, float], ...]]:
    meanings: dict[str, tuple[tuple[PageType, float], ...]] = {}
    for kind, cues in CUES.items():
        for cue in cues.split("|"):
            phrase, weight = cue.rsplit(" ", 1)
            meanings[phrase] = (*meanings.get(phrase, ()), (kind, float(weight)))
    return meanings


_CAPTION, _PICTURE = 6, 0.2
"""At most so many words and at least this share of dark pixels: a picture with a caption."""
_ASKS = re.compile(r"^\W*(?:AANVRAAG|Aanvraag|DEMANDE|Demande|VERGUNNINGSAANVRAAG|BOUWAANVRAAG)", re.MULTILINE)
"""A heading that asks for something."""
_PHRASES = Phrases(_meanings())


@dataclass(frozen=True, slots=True)
class Look:
    """What a page looks like: size in millimetres, share of dark pixels, whether it is blank."""

    width_mm: float
    height_mm: float
    ink: float
    blank: bool

    @property
    def large(self) -> bool:
        """Larger than A4 and folio, as plans are."""
        return max(self.width_mm, self.height_mm) > 297 * 1.2 or min(self.width_mm, self.height_mm) > 297 * 0.9


def page_scores(flow: Flow, look: Look) -> dict[PageType, float]:
    """Return how strongly a page speaks for each type; a cue in a heading weighs double."""
    scores: dict[PageType, float] = dict.fromkeys(CUES, 0.0)
    length = max(1, len(flow.text))
    words = len(flow.tokens)
    seen: set[str] = set()
    for hit in _PHRASES.find(flow.tokens):
        if hit.phrase in seen:
            continue
        seen.add(hit.phrase)
        start, end = flow.line_of(hit.start)
        heading = hit.start < min(420, 0.25 * length) and hit.end - hit.start > 0.4 * (end - start)
        factor = 2.0 if heading else 1.0
        for kind, weight in hit.meaning:
            scores[kind] += weight * factor * (1 - 0.15 * hit.slips)
    if _ASKS.search(flow.text[:250]):
        scores["aanvraag"] += 5
    if words <= _CAPTION and look.ink > _PICTURE and not look.large:
        scores["foto"] += 4
    if look.large:
        scores["plan"] += 5
    if words > 60:
        scores["kaft"] *= 0.35
    elif words < 45:
        scores["kaft"] *= 1.3
    if words > 160:
        scores["plan"] *= 0.5
    if scores["weigering"] >= 3 and scores["besluit"] >= 5:
        scores["weigering"] += scores["besluit"] * 0.9
    if re.search(r"\bbetreft\b|\bons kenmerk\b", plain(flow.text)) and scores["advies"] > 6:
        scores["advies"] += 2
    return scores


def page_type(flow: Flow, look: Look) -> tuple[PageType, float]:
    """Return the type of a page and how sure that is in [0, 1]."""
    if look.blank and len(flow.tokens) < 4:
        return "blanco", 0.95
    scores = page_scores(flow, look)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (best, top), (_, second) = ranked[0], ranked[1]
    letters = sum(len(token.form) for token in flow.tokens)
    if top < 2.5:
        if letters < 40:
            return ("plan" if look.large else "foto" if look.ink > 0.12 else "overig"), 0.5
        return "overig", 0.35
    if best in {"besluit", "weigering"}:
        decided = {
            outcome.kind
            for outcome in find_outcomes(flow.text, decides=True, letter=False)
            if outcome.place in {"operative", "title"}
        }
        if decided:  # what it decides says more than how often it speaks of refusing
            best = "weigering" if "geweigerd" in decided else "besluit"
    return best, round(min(0.98, 0.35 + 0.5 * (top - second) / top + 0.02 * min(top, 10)), 3)
