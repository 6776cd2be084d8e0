"""What the codes of files and dossiers mean."""

from pipeline.explaining.cases import ALTERED, UNSAFE_NAME, UNSUPPORTED
from pipeline.explaining.explanation import Explanation

_AGAIN = "Vraag de scanfirma om dit bestand opnieuw."
FAULT = "Dit is een fout van kaft: meld ze, met het logboek van deze uitvoering. Vernietig geen papier."
_BOTH = "Kijk na of de bladen achter beide bij één dossier horen; ze zijn samengevoegd."

OF_SCANS: dict[str, Explanation] = {
    # A file, as it came.
    "unreadable": Explanation(
        "bestand",
        "Het bestand kan niet geopend worden: het is beschadigd.",
        _AGAIN,
        r"it cannot be told how many pages it has: (?P<counts>[\d /]+)",
        "De PDF is beschadigd: hoeveel bladen ze heeft, is niet zeker ({counts}).",
    ),
    "encrypted": Explanation(
        "bestand",
        "Het bestand is met een wachtwoord beveiligd.",
        "Zet het wachtwoord in het bestand met wachtwoorden en voer opnieuw uit, of vraag er een zonder wachtwoord.",
    ),
    "empty": Explanation("bestand", "Het bestand is leeg: nul bytes, of geen enkel blad.", _AGAIN),
    "unsupported": Explanation(
        "bestand",
        "Het bestand is geen scan die kaft aanneemt.",
        "Lever TIFF, JPEG, PNG, JPEG 2000 of PDF; hou andere bestanden buiten de levering. Is het de inventaris, noem "
        "ze dan inventory.csv, .xlsx of .ods.",
        cases=UNSUPPORTED,
    ),
    "glued_files": Explanation(
        "bestand",
        "In dit ene bestand zitten twee bestanden achter elkaar; een programma toont er maar één van.",
        "Vraag de scanfirma om elk blad of elke PDF als een eigen bestand, en kijk na of er geen blad ontbreekt.",
        r"Behind the scan in this file there is another: a (?P<kind>\w+)",
        "In dit ene bestand zit achter de scan nog een bestand ({kind}); een programma toont er maar één van.",
    ),
    "portfolio": Explanation(
        "bestand",
        "De PDF is een portfolio: de stukken zitten er als bestanden in, en het blad zelf is maar een omslag.",
        "Haal de bestanden eruit met Adobe Reader en lever ze elk apart.",
    ),
    "living_form": Explanation(
        "bestand",
        "De PDF is een formulier dat alleen Adobe Reader kan tonen (XFA): wat ingevuld is, is niet te zien.",
        "Open het met Adobe Reader, druk het af naar een nieuwe PDF en lever die.",
    ),
    "unknown_samples": Explanation(
        "bestand",
        "De beeldpunten van deze TIFF zijn getallen van een soort die hier niet gelezen kan worden.",
        "Laat de scan bewaren met 8 bits (grijs) of 24 bits (kleur) en vraag het bestand opnieuw.",
        r"The pixels of this TIFF are numbers of (?P<bits>\d+) bits",
        "De beeldpunten van deze TIFF zijn getallen van {bits} bits; die kunnen hier niet gelezen worden.",
    ),
    "unknown_packing": Explanation(
        "bestand",
        "De beeldpunten van deze TIFF zijn samengedrukt op een manier die hier niet gelezen kan worden.",
        "Er is niets beschadigd. Laat de scan bewaren met CCITT G4, LZW of JPEG en vraag het bestand opnieuw.",
        r"The pixels of this TIFF are packed as (?P<kind>.*), which cannot be read here",
        "De beeldpunten van deze TIFF zijn samengedrukt als {kind}; dat kan hier niet gelezen worden.",
    ),
    "changing": Explanation(
        "bestand",
        "Het bestand veranderde terwijl het aangenomen werd: het kopiëren was nog bezig.",
        "Voer de levering opnieuw uit als het kopiëren klaar is; wat er al was, wordt niet opnieuw gelezen.",
    ),
    "too_large": Explanation(
        "bestand",
        "Het bestand heeft meer beeldpunten of bladen dan de grenzen toelaten.",
        "Kijk na of de scan klopt; splits een bestand met heel veel bladen.",
    ),
    "unsafe_name": Explanation(
        "bestand",
        "De naam van het bestand is onbruikbaar: te lang, met een backslash, onzichtbare of vreemd gecodeerde tekens, "
        "of buiten zijn map.",
        "Geef het bestand een gewone naam en lever het opnieuw.",
        cases=UNSAFE_NAME,
    ),
    "altered": Explanation(
        "bestand",
        "Het bestand is niet het bestand waarvan het manifest spreekt, of het manifest kent het niet.",
        "Vraag de scanfirma om dit bestand opnieuw, of om een manifest waarin het staat.",
        r"The manifest does not name this file",
        "Het manifest noemt dit bestand niet.",
        cases=ALTERED,
    ),
    "input": Explanation("bestand", "Wat geleverd is, kan zo niet gebruikt worden.", _AGAIN),
    "tool_failed": Explanation(
        "bestand",
        "Een programma kon dit bestand niet verwerken.",
        f"Bekijk het bestand zelf; is er niets mis mee? {FAULT}",
    ),
    "tool_timeout": Explanation(
        "bestand",
        "Het verwerken van dit bestand duurde langer dan toegelaten.",
        "Bekijk het bestand zelf; mag het langer duren, zet dan reading.seconds hoger.",
    ),
    "tool_crashed": Explanation(
        "bestand", "Het programma dat dit bestand las, viel stil.", f"Probeer opnieuw; blijft het zo: {_AGAIN.lower()}"
    ),
    # A dossier.
    "file_quarantined": Explanation(
        "dossier",
        "Een bestand van dit dossier staat in quarantaine: het dossier is niet volledig.",
        "Kijk bij het bestand zelf wat ermee is, en vraag het opnieuw.",
        r"File '(?P<file>.*)' of this dossier is in quarantine: ",
        "Bestand ‘{file}’ van dit dossier staat in quarantaine: het dossier is niet volledig.",
    ),
    "file_number_skipped": Explanation(
        "dossier",
        "In de nummers van de bestanden van dit dossier is er een overgeslagen.",
        "Kijk na of er bladen niet gescand of niet geleverd zijn, en vraag ze aan de scanfirma.",
        r"Between '(?P<before>.*)' and '(?P<after>.*)' numbers are skipped: (?P<lost>.*) was not delivered",
        "Tussen ‘{before}’ en ‘{after}’ is genummerd zonder {lost}: dat is niet geleverd.",
    ),
    "mislabelled": Explanation(
        "dossier",
        "Een bestand heet anders dan wat het is.",
        "Het is gelezen als wat het is. Zeg het aan de scanfirma.",
        r"File '(?P<file>.*)' is called otherwise than what it is: (?P<kind>[\w/]+)",
        "Bestand ‘{file}’ heet anders dan wat het is: {kind}.",
    ),
    "beside_pages": Explanation(
        "dossier",
        "Naast de bladen liggen bestanden die geen scans zijn (ALTO, METS, tekst); ze zijn bewaard en niet gelezen.",
        "Er is niets te doen. Kijk erin als er iets kan staan wat niet op de bladen staat.",
        r"(?P<count>\d+) files beside the pages are no scans, '(?P<file>.*)' first;",
        "Naast de bladen liggen bestanden die geen scans zijn ({count}), zoals ‘{file}’; bewaard, niet gelezen.",
    ),
    "same_name": Explanation(
        "dossier",
        "Meer dan één bestand of map heeft dezelfde naam; ze zijn samengevoegd.",
        "Kijk na of het één dossier is, en of er geen blad twee keer in zit.",
        r"More than one file or folder is called '(?P<folder>.*)'; they",
        "Meer dan één bestand of map heet ‘{folder}’; ze zijn samengevoegd.",
    ),
    "nearly_same_name": Explanation(
        "dossier",
        "Twee bestanden of mappen hebben namen die bijna gelijk zijn: alleen hoofdletters of accenten verschillen.",
        "Kijk na of het niet tweemaal hetzelfde is, en of niets van het ene bij het andere hoort.",
        r"'(?P<name>.*)' and '(?P<other>.*)' were delivered under",
        "De namen ‘{name}’ en ‘{other}’ zijn bijna gelijk: alleen hoofdletters verschillen, of hoe accenten geschreven "
        "zijn.",
    ),
    "nested_folders": Explanation(
        "dossier",
        "Alle bladen zitten in mappen binnen de map van het dossier; ze zijn als één dossier genomen.",
        "Is elke map een eigen dossier, lever ze dan naast elkaar.",
        r"All pages of '(?P<folder>.*)' are in (?P<count>\d+) folders inside it",
        "Alle bladen van ‘{folder}’ zitten in {count} mappen daarbinnen; ze zijn als één dossier genomen.",
    ),
    "part_without_first": Explanation(
        "dossier",
        "Dit lijkt een later deel van een dossier dat niet in deze levering zit.",
        "Voer deze levering opnieuw uit als het eerste deel gedigitaliseerd is: dan worden ze samengevoegd.",
        r"'(?P<part>.*)' looks like a later part of dossier '(?P<folder>.*)', which",
        "‘{part}’ lijkt een later deel van dossier ‘{folder}’, dat niet in deze levering zit.",
    ),
    "part_joined": Explanation(
        "dossier",
        "Dit is volgens zijn naam een later deel van een dossier uit een vroegere levering, en werd erbij gevoegd.",
        "Is het een ander dossier, gebruik dan `kaft split` en voer beide leveringen opnieuw uit.",
        r"'(?P<part>.*)' of delivery '(?P<later>.*)' was joined to dossier '(?P<folder>.*)' of delivery '(?P<at>.*)',",
        "‘{part}’ van levering ‘{later}’ werd gevoegd bij dossier ‘{folder}’ van levering ‘{at}’ (volgens zijn naam).",
    ),
    "part_apart": Explanation(
        "levering",
        "Een later deel van een dossier kwam in een andere levering, vóór het dossier zelf.",
        "Voer die levering opnieuw uit: dan worden ze samengevoegd.",
        r"'(?P<part>.*)' of delivery '(?P<later>.*)' looks like a later part of dossier '(?P<folder>.*)', and",
        "‘{part}’ van levering ‘{later}’ lijkt een later deel van dossier ‘{folder}’, en kwam ervoor.",
    ),
    "part_of_several": Explanation(
        "dossier",
        "Dit lijkt een later deel van een dossier, maar meer leveringen hebben een dossier met die naam.",
        "Zeg met `kaft merge` bij welk het hoort, en voer deze levering opnieuw uit.",
        r"'(?P<part>.*)' looks like a later part of a dossier that is in several deliveries: (?P<names>.*)\.",
        "‘{part}’ lijkt een later deel van een dossier dat in meer leveringen zit: {names}.",
    ),
    "pages_before_separator": Explanation(
        "dossier",
        "In een stapel zitten bladen vóór het eerste scheidingsblad.",
        "Kijk na bij welk dossier ze horen; ze worden bewaard als een eigen dossier.",
        r"In stack '(?P<folder>.*)' there are pages before",
        "In stapel ‘{folder}’ zitten bladen vóór het eerste scheidingsblad.",
    ),
    "separator_repeated": Explanation(
        "dossier",
        "Hetzelfde scheidingsblad komt meer dan één keer voor.",
        _BOTH,
        r"The separator sheet (?P<code>\S+) occurs more than once",
        "Scheidingsblad {code} komt meer dan één keer voor.",
    ),
    "replaced": Explanation(
        "levering",
        "Een dossier van deze levering is hersteld teruggekomen in een andere levering.",
        "Er is niets te doen: wat hier stond, blijft bewaard.",
        r"Dossier '(?P<folder>.*)' was replaced by '(?P<new>.*)'",
        "Dossier ‘{folder}’ is vervangen door ‘{new}’.",
    ),
    "replaces": Explanation(
        "dossier",
        "Dit dossier vervangt een dossier van een eerdere levering.",
        "Er is niets te doen. Moet het oude niet meer zichtbaar zijn, trek het dan in.",
        r"This dossier replaces '(?P<folder>.*)' of delivery '(?P<delivery>.*)'",
        "Dit dossier vervangt ‘{folder}’ van levering ‘{delivery}’.",
    ),
    "replaces_fewer": Explanation(
        "dossier",
        "Dit dossier heeft minder bladen dan het dossier dat het vervangt.",
        "Trek het oude alleen in als hier niets van ontbreekt; vraag anders het hele dossier.",
        r"It has (?P<has>\d+) pages, and '(?P<folder>.*)' of delivery '(?P<delivery>.*)', which it replaces, has "
        r"(?P<had>\d+)",
        "Dit dossier heeft {has} bladen, en ‘{folder}’ van levering ‘{delivery}’, dat het vervangt, heeft er {had}.",
    ),
    "replaces_unknown": Explanation(
        "dossier",
        "De inventaris zegt dat dit dossier een ander vervangt, maar dat is niet gekend.",
        "Verbeter de kolom `vervangt`: de naam van de oude levering, of levering/map.",
        r"replaces '(?P<said>.*)', which is not known",
        "De inventaris zegt dat dit dossier ‘{said}’ vervangt, maar dat is niet gekend.",
    ),
    "empty_dossier": Explanation(
        "dossier",
        "Er is geen bruikbaar blad in dit dossier.",
        "Kijk de map op de schijf na; vraag de scanfirma om de scans.",
        r"There is no usable page in dossier '(?P<folder>.*)'",
        "Er is geen bruikbaar blad in dossier ‘{folder}’.",
    ),
    "only_separator": Explanation(
        "dossier",
        "In dit dossier zit alleen het scheidingsblad.",
        "Kijk na of de bladen in een ander dossier liggen; vraag anders de scanfirma om de map te scannen.",
        r"Dossier '(?P<folder>.*)' holds nothing but its separator sheet",
        "In dossier ‘{folder}’ zit alleen het scheidingsblad.",
    ),
    "duplicate": Explanation(
        "dossier",
        "Dit dossier heeft precies dezelfde bladen als een ander dossier.",
        "Hou er één van. Van dit is niets verloren: de bestanden zijn bewaard.",
        r"Dossier '(?P<folder>.*)' has the same pages as (?:dossier )?'(?P<other>.*)' of",
        "Dossier ‘{folder}’ heeft precies dezelfde bladen als dossier ‘{other}’.",
    ),
    "set_aside": Explanation(
        "dossier",
        "Dit dossier is al een paar keer begonnen en kwam nooit tot een einde; het is opzijgezet.",
        "Bekijk de scans; digitaliseer daarna dit ene dossier op naam: `kaft run LEVERING --dossier MAP`.",
    ),
    "several_dossiers": Explanation(
        "dossier",
        "Dit lijken meer dossiers in één stapel; niets ervan werd zonder nazicht aanvaard.",
        "Lever elk dossier apart, of met een scheidingsblad ertussen.",
        own=True,
    ),
    "stack_divided": Explanation(
        "dossier",
        "Dit dossier is een deel van een stapel zonder scheidingsbladen, die kaft verdeeld heeft.",
        "Kijk na of de verdeling klopt: nummers, namen en straten veranderen daar allemaal.",
        own=True,
    ),
    "two_permits": Explanation(
        "dossier",
        "In deze map zitten stukken van twee vergunningen voor dezelfde plaats.",
        "Het dossier is dat van de eerste; kijk na of de andere vergunning een eigen dossier hoort te zijn.",
        own=True,
    ),
    "unexpected": Explanation("dossier", "Er ging iets onverwachts mis met dit dossier.", FAULT),
    "inventory_contradicts": Explanation(
        "dossier",
        "De inventaris spreekt het papier tegen.",
        "Het papier telt; verbeter de inventaris als die fout is.",
        own=True,
    ),
}
