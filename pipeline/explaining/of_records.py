"""What the codes of fields, of `kaft verify` and of commands mean."""

from pipeline.explaining.explanation import Explanation
from pipeline.explaining.of_scans import FAULT

_PLACES = "Kijk de plaatsen op de scan na."
_BACKUP = "Zet het terug uit een back-up; digitaliseer of vernietig niets tot het verklaard is."
_REGISTER = "Zet het register terug uit een back-up van ervoor; digitaliseer of vernietig niets tot het verklaard is."
_AGAIN = "Digitaliseer de levering opnieuw: wat er is, wordt niet opnieuw gedaan."
_PUBLISH_ALL = "`kaft publish --all` brengt het in orde."
_OBJECT = r"(?:Object|Pointer) (?P<key>\S+) "


def _said(sentence: str, todo: str = _PLACES) -> Explanation:
    """Return the explanation of a code whose message is Dutch by itself."""
    return Explanation("gegeven", sentence, todo, own=True)


OF_RECORDS: dict[str, Explanation] = {
    # A field against the rest of the record, or against the official lists.
    "date_order": _said("Twee datums staan in de verkeerde volgorde: de ene kan niet na de andere komen."),
    "date_span": _said("Tussen de eerste en de laatste datum liggen meer dan vier jaar."),
    "weekday": _said("De weekdag die bij een datum staat, hoort niet bij die datum."),
    "number_year": _said("Het jaar in het dossiernummer past niet bij de datums."),
    "nis_unknown": _said("De NIS-code in het nummer van Stedenbouw bestaat niet."),
    "nis_contradicts": _said("De NIS-code in het nummer van Stedenbouw is van een andere gemeente."),
    "decision_undated": _said("Er is een beslissing, maar geen datum ervan."),
    "decision_unknown": _said("Er is een datum van beslissing, maar niet wat er beslist werd."),
    "permit_period": _said("Die soort vergunning bestond niet in dat jaar."),
    "street_unknown": _said(
        "De straat staat niet in de stratenlijst.",
        "Oude straatnamen bestaan soms niet meer; kijk na of de naam goed gelezen is.",
    ),
    "street_historic": _said(
        "De straat bestaat vandaag niet onder die naam.", "Er is niets te doen: het veld blijft zoals het gelezen is."
    ),
    "number_historic": _said(
        "Het huisnummer bestaat vandaag niet in die straat.",
        "Er is niets te doen: het veld blijft zoals het gelezen is.",
    ),
    "not_findable": _said(
        "In het dossier is geen nummer, adres of perceel gevonden: zo vindt niemand het terug.",
        "Kijk het hele dossier na en vul aan wat er staat; staat er niets, antwoord dan dat het er niet in staat.",
    ),
    "parcel_shape": _said("Een perceel heeft geen geldige vorm (sectie, nummer, exponent)."),
    "postcode_contradicts": _said("De postcode hoort niet bij de gemeente."),
    # What `kaft verify` finds.
    "files_lost": Explanation(
        "bewaring",
        "Van een ontvangen bestand is het einde niet bekend.",
        _AGAIN,
        r"(?P<came>\d+) files of (?P<delivery>.+) came in, of (?P<known>\d+) the end is known",
        "Van {delivery} kwamen {came} bestanden binnen; van {known} is het einde bekend.",
    ),
    "replacement_gone": Explanation(
        "bewaring",
        "Bestanden heten vervangen door een dossier dat er niet is of geen bladen heeft.",
        "Voer de nieuwere levering opnieuw uit, of vraag de bestanden nog eens.",
        r"Files of (?P<delivery>.+) were replaced by dossier (?P<dossier>\S+), which",
        "Bestanden van {delivery} heten vervangen door dossier {dossier}, dat er niet is of geen bladen heeft.",
    ),
    "pages_lost": Explanation("bewaring", "Van een blad is het einde niet bekend.", _AGAIN),
    "unfinished": Explanation(
        "bewaring",
        "Een dossier is niet tot een einde gekomen.",
        _AGAIN,
        r"Dossier (?P<dossier>\S+) of (?P<delivery>.+) has not come to its end",
        "Dossier {dossier} van {delivery} is niet tot een einde gekomen.",
    ),
    "original": Explanation(
        "bewaring",
        "Een bewaard origineel is weg of veranderd.",
        "Zet het terug uit een back-up, of lever het opnieuw.",
        r"The original '(?P<file>.*)' is lost or changed",
        "Het bewaarde origineel ‘{file}’ is weg of veranderd.",
    ),
    "version_lost": Explanation(
        "bewaring",
        "Een versie van een dossier is weg uit het register.",
        _BACKUP,
        r"Version (?P<version>\d+) of dossier (?P<dossier>\S+) is not there",
        "Versie {version} van dossier {dossier} is weg uit het register.",
    ),
    "anchor_damaged": Explanation(
        "bewaring",
        "Het einde van de ketting dat de vorige controle in de uitvoer bewaarde, is beschadigd of veranderd.",
        "Zoek uit wie het veranderde; is dat verklaard, verwijder het dan: de volgende controle schrijft het opnieuw.",
        _OBJECT + "is not what `kaft verify` wrote",
        "{key} is niet wat `kaft verify` schreef.",
    ),
    "anchor_unwritten": Explanation(
        "bewaring",
        "Er is niets weg of veranderd, maar het einde van de ketting kon niet in de uitvoer bewaard worden.",
        "Controleer met sleutels die in de uitvoer mogen schrijven: anders ziet de volgende controle niet of de "
        "ketting ingekort is.",
    ),
    "object_lost": Explanation(
        "bewaring",
        "Een gepubliceerd object is weg.",
        "`kaft publish --all` schrijft het opnieuw.",
        _OBJECT + "is missing: ",
        "Object {key} is weg.",
    ),
    "object_changed": Explanation(
        "bewaring",
        "Een gepubliceerd object is niet meer wat het was.",
        "Zoek uit wie het veranderde; `kaft publish --all --reread` zet het terug.",
        _OBJECT + "is not what was published",
        "Object {key} is niet meer wat gepubliceerd werd.",
    ),
    "pointer_lost": Explanation(
        "bewaring",
        "De wijzer naar de nieuwste versie is weg of beschadigd.",
        "`kaft publish --all` schrijft hem opnieuw.",
        _OBJECT + "is missing or damaged",
        "Wijzer {key} is weg of beschadigd.",
    ),
    "pointer_wrong": Explanation(
        "bewaring",
        "De wijzer wijst niet naar de nieuwste versie, of zegt niet dat het dossier ingetrokken is.",
        "`kaft publish --all` schrijft hem opnieuw.",
        _OBJECT + r"does not point to version (?P<version>\d+)",
        "Wijzer {key} wijst niet naar versie {version}.",
    ),
    "version_unknown": Explanation(
        "bewaring",
        "In de uitvoer ligt een versie die het register niet kent: het register is ouder, of hoort er niet bij.",
        "Zet een recentere back-up van het register terug, of neem over wat in de uitvoer ligt: "
        "`kaft restore --from-bucket`. Publiceer niets voor dat gebeurd is.",
        r"has version (?P<versions>[\d, ]+) of dossier (?P<dossier>[^\s,]+),",
        "In de uitvoer ligt versie {versions} van dossier {dossier}, die het register niet kent.",
    ),
    "object_extra": Explanation(
        "bewaring",
        "In een gepubliceerde versie ligt een object dat niet op haar lijst staat.",
        "Zoek uit wie het daar zette, en verwijder het.",
        _OBJECT + "lies in a published version",
        "Object {key} ligt in een gepubliceerde versie en staat niet op haar lijst.",
    ),
    "schema_lost": Explanation("bewaring", "Een schema dat bij de uitvoer hoort, is weg.", _PUBLISH_ALL),
    "public_stale": Explanation(
        "bewaring",
        "Wat iedereen van een dossier ziet, is niet wat het volgens het register en de toegangstabel moet zijn.",
        _PUBLISH_ALL,
    ),
    "public_lost": Explanation(
        "bewaring",
        "Een openbaar object is weg.",
        _PUBLISH_ALL,
        r"Public object (?P<key>\S+) is missing",
        "Het openbare object {key} is weg.",
    ),
    "public_changed": Explanation(
        "bewaring",
        "Een openbaar object is niet meer wat gepubliceerd werd.",
        _PUBLISH_ALL,
        r"Public object (?P<key>\S+) is not what was published",
        "Het openbare object {key} is niet meer wat gepubliceerd werd.",
    ),
    "public_extra": Explanation(
        "bewaring",
        "Bij wat iedereen ziet, ligt iets waar het register niets van weet.",
        "Zoek uit wie het daar zette, en verwijder het: het kan persoonsgegevens bevatten.",
    ),
    "chain_broken": Explanation("bewaring", "Een regel van de ketting volgt niet op de vorige.", _REGISTER),
    "chain_cut": Explanation(
        "bewaring", "De ketting is korter dan bij een vroegere controle: er zijn regels weg.", _REGISTER
    ),
    "row_added": Explanation("bewaring", "In het register staat iets dat niet in de ketting staat.", _REGISTER),
    "row_changed": Explanation("bewaring", "In het register is iets veranderd nadat het geschreven was.", _REGISTER),
    "row_removed": Explanation("bewaring", "Uit het register is iets verdwenen dat in de ketting staat.", _REGISTER),
    # Why a command stopped.
    "kaft": Explanation("werk", "Er ging iets mis.", FAULT),
    "usage": Explanation("werk", "Wat gevraagd werd, past niet samen.", "`kaft --help` noemt de opdrachten en opties."),
    "config": Explanation(
        "werk", "Een instelling is fout.", "Verbeter ze; `config/default.toml` noemt alle instellingen."
    ),
    "register_older": Explanation(
        "werk",
        "In de uitvoer ligt een versie of beslissing die dit register niet kent: "
        "het register is ouder, of hoort er niet bij.",
        "Zet een recentere back-up van het register terug, of neem over wat in de uitvoer ligt: "
        "`kaft restore --from-bucket`. Er werd niets overschreven.",
        r"has version (?P<version>\d+) of dossier (?P<dossier>[^\s,]+),",
        "In de uitvoer ligt versie {version} van dossier {dossier}, die dit register niet kent: "
        "het register is ouder, of hoort er niet bij.",
    ),
    "unusable_table": Explanation(
        "werk",
        "Dit bestand is niet de officiële tabel die gevraagd was, of ze is beschadigd.",
        "Haal de tabel opnieuw bij wie ze uitgeeft; wat vroeger geladen was, blijft in gebruik.",
    ),
    "not_found": Explanation(
        "werk",
        "Dit dossier, deze levering of deze versie is hier niet bekend.",
        "`kaft status` en `kaft find` tonen wat er is.",
    ),
    "answer_refused": Explanation(
        "werk",
        "Het antwoord kon niet aangenomen worden; er is niets van bewaard.",
        "Verbeter het antwoord en geef het opnieuw.",
        own=True,
    ),
    "already_answered": Explanation(
        "werk",
        "Iemand anders was eerst, of het dossier is intussen veranderd.",
        "Vraag het dossier opnieuw op.",
        own=True,
    ),
    "unknown_reviewer": Explanation(
        "werk", "De code van de nakijker is van niemand.", "Vraag uw eigen code aan wie kaft beheert.", own=True
    ),
    "missing_tool": Explanation(
        "werk", "Er ontbreekt een programma of een taalbestand.", "`kaft doctor` zegt wat, en hoe u het krijgt."
    ),
    "transient": Explanation("werk", "Iets antwoordde niet; straks lukt het misschien wel.", "Probeer straks opnieuw."),
    "service_unavailable": Explanation(
        "werk", "De opslag, de bucket of het register antwoordde niet.", "Probeer straks opnieuw; er is niets verloren."
    ),
    "unwritable": Explanation(
        "werk", "Er kan niets meer weggeschreven worden.", "Herstel de schijf en geef dezelfde opdracht opnieuw."
    ),
    "disk_full": Explanation(
        "werk",
        "Een schijf is vol; de uitvoering is gestopt en er is niets verloren.",
        "Maak plaats en geef dezelfde opdracht opnieuw: kaft gaat verder waar het was.",
        r"The disk of (?P<place>\S+) is full",
        "De schijf van {place} is vol; de uitvoering is gestopt en er is niets verloren.",
    ),
    "read_only": Explanation(
        "werk",
        "Er mag alleen gelezen worden waar geschreven moet worden; de uitvoering is gestopt en er is niets verloren.",
        "Laat de systeembeheerder de schijf nakijken en geef dan dezelfde opdracht opnieuw.",
        r"(?P<place>\S+) is read only",
        "Op {place} mag alleen gelezen worden; de uitvoering is gestopt en er is niets verloren.",
    ),
    "lease_lost": Explanation(
        "werk", "Een andere werker nam het dossier over; die gaat ermee verder.", "Er is niets te doen."
    ),
    "contract": Explanation("werk", "Wat kaft zelf maakte, klopt niet.", FAULT),
    "batch_incomplete": Explanation(
        "werk", "Sommige dossiers of bestanden vragen aandacht: zie hierboven.", "`kaft status` toont ze nog eens."
    ),
}
