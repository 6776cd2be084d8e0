"""What the codes of pages mean."""

from pipeline.explaining.explanation import Explanation

OF_PAGES: dict[str, Explanation] = {
    "page_damaged": Explanation(
        "blad",
        "Het bestand van dit blad is beschadigd: een deel kan niet getoond worden.",
        "De rest is gelezen; vraag de scanfirma om dit blad opnieuw.",
        r"The file of page (?P<page>\d+) is damaged: (?P<share>\d+)% of",
        "Het bestand van blad {page} is beschadigd: {share} % van het blad kan niet getoond worden.",
    ),
    "orientation_undecided": Explanation(
        "blad", "Wat op dit blad boven is, kon niet bepaald worden.", "Kijk het blad na.", own=True
    ),
    "ink_without_words": Explanation(
        "blad", "Er staat iets op dit blad, maar er kon niets van gelezen worden.", "Kijk het blad na.", own=True
    ),
    "words_without_ink": Explanation(
        "blad",
        "Op dit blad werden woorden gelezen waar niets staat; die zijn weggelaten.",
        "Kijk het blad na.",
        own=True,
    ),
    "reading_failed": Explanation(
        "blad",
        "Dit blad kon niet gelezen worden; de volgende keer wordt het opnieuw geprobeerd.",
        "Kijk het blad na.",
        own=True,
    ),
    "reading_timed_out": Explanation(
        "blad",
        "Het lezen van dit blad duurde te lang; de volgende keer wordt het opnieuw geprobeerd.",
        "Kijk het blad na.",
        own=True,
    ),
    "files_inside": Explanation(
        "blad",
        "In deze PDF zitten nog bestanden als bijlage; die zijn niet gelezen.",
        "Open de PDF, haal de bijlagen eruit en lever ze apart als ze bij het dossier horen.",
        own=True,
    ),
    "not_shown": Explanation(
        "blad",
        "Op dit blad zit een beeld dat de PDF niet toont: weggesneden, of in een laag die uit staat.",
        "Open de PDF in Adobe Reader en kijk bij de lagen en de uitsnede; vraag de scanfirma om het blad zoals het is.",
        own=True,
    ),
    "partly_shown": Explanation(
        "blad",
        "De PDF toont maar een deel van dit blad; wat ernaast staat, is niet gelezen.",
        "Open de PDF in een programma dat de uitsnede (CropBox) kan weghalen, en kijk of er iets van het blad weg is.",
        own=True,
    ),
    "pdf_rebuilt": Explanation(
        "blad",
        "Deze PDF was beschadigd: ze zegt niet meer waar haar bladen staan. Ze is hersteld om ze te lezen.",
        "Vergelijk het aantal bladen met het papier, en vraag de scanfirma om deze PDF opnieuw. Het bestand zelf is "
        "bewaard zoals het kwam.",
        own=True,
    ),
    "data_damaged": Explanation(
        "blad",
        "Het bestand van dit blad is beschadigd: een deel van het beeld kan verschoven, verkleurd of zwart zijn.",
        "Vergelijk met het papier en vraag de scanfirma om dit blad opnieuw; wat er nog te zien is, werd gelezen.",
        own=True,
    ),
    "no_end_mark": Explanation(
        "blad",
        "Het bestand van dit blad is niet netjes afgesloten; het blad zelf is volledig.",
        "Er ging niets verloren; gebeurt het vaak, vraag dan de scanfirma na te gaan hoe dat komt.",
        own=True,
    ),
    "read_at_reduced_resolution": Explanation(
        "blad", "Dit grote blad is verkleind gelezen; kleine letters kunnen ontbreken.", "Kijk het blad na.", own=True
    ),
    "page_twice": Explanation(
        "blad",
        "Dit blad lijkt op een ander blad van het dossier en zegt hetzelfde.",
        "Kijk na of één blad twee keer gescand is; is het een kopie die in de map zat, dan is er niets te doen.",
        own=True,
    ),
    "printed_number_skipped": Explanation(
        "blad",
        "Na dit blad ontbreekt een bladzijde, volgens de nummers die op de bladen gedrukt staan.",
        "Kijk in de map of er een blad niet gescand is, en vraag het aan de scanfirma.",
        own=True,
    ),
    "stray_page": Explanation(
        "blad",
        "Dit blad draagt een ander dossiernummer, andere namen en een andere straat.",
        "Kijk na of het in een ander dossier hoort; zijn gegevens zijn hier niet gebruikt.",
        own=True,
    ),
    "other_permit_page": Explanation(
        "blad",
        "Dit blad hoort bij een andere vergunning voor dezelfde plaats.",
        "Er is niets te doen: de gegevens van die vergunning zijn niet met deze vermengd.",
        own=True,
    ),
    "wrong_dossier": Explanation(
        "blad",
        "Dit blad hoort volgens de nakijker in een ander dossier.",
        "Leg het blad in zijn eigen dossier en lever beide opnieuw.",
        own=True,
    ),
    "rescan": Explanation(
        "blad",
        "Dit blad moet volgens de nakijker opnieuw gescand worden.",
        "Vraag de scanfirma om een nieuwe scan en lever het dossier opnieuw.",
        own=True,
    ),
    "pdf_text": Explanation(
        "blad",
        "Een deel van de gelezen woorden staat niet in de tekstlaag van de PDF.",
        "Zoek in het register in plaats van in de PDF; meld het als het vaak voorkomt.",
        own=True,
    ),
    "page_redrawn": Explanation(
        "blad",
        "Dit blad staat als afbeelding in de PDF: PDF/A kan het geleverde bestand niet ongewijzigd bevatten.",
        "Er is niets te doen: het geleverde bestand zelf wordt ongewijzigd bewaard.",
        own=True,
    ),
    "page_not_in_pdf": Explanation(
        "blad",
        "Van dit blad staat geen beeld in de PDF: het geleverde bestand laat zich niet tekenen.",
        "Het geleverde bestand wordt ongewijzigd bewaard; vraag de scanfirma om het blad opnieuw.",
        own=True,
    ),
}
