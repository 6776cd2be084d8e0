"""What the codes of deliveries mean."""

from pipeline.explaining.explanation import Explanation
from pipeline.explaining.of_scans import FAULT

_OTHER_OR_SETTLED = "Is dit een andere levering, geef ze een eigen naam; niets verdwijnt. Mocht het zo: `kaft settle`."
_DECIDE_PAIR = (
    "Is er één te veel: `kaft withdraw`. Zijn ze één dossier: `kaft merge`. Hoort het zo: `kaft split`. Daarna meldt "
    "een volgende run het niet meer."
)

OF_DELIVERIES: dict[str, Explanation] = {
    "delivery_missing": Explanation(
        "levering",
        "De levering is er niet, of er zit niets in.",
        "Kijk de plaats na, en of het kopiëren van de schijf klaar is.",
    ),
    "manifest_unreadable": Explanation(
        "levering",
        "Het manifest kan niet (helemaal) gelezen worden; die regels zijn niet nagekeken.",
        "Elke regel is een controlegetal, twee spaties en een bestandsnaam. Vraag de scanfirma om een nieuw manifest.",
        r"Line (?P<lines>[\d, …]+) of (?P<file>\S+) cannot be read",
        "Regel {lines} van {file} kan niet gelezen worden.",
    ),
    "still_arriving": Explanation(
        "levering",
        "Terwijl de levering aangenomen werd, kwamen er nog bestanden bij: het kopiëren was nog bezig.",
        "Voer de levering opnieuw uit als het kopiëren klaar is; wat er al was, wordt niet opnieuw gelezen.",
        r"(?P<count>\d+) files came or changed, '(?P<file>.*)' among them",
        "Terwijl de levering aangenomen werd, kwamen er nog bestanden bij of veranderden ze ({count}), waaronder "
        "‘{file}’.",
    ),
    "manifest_moved": Explanation(
        "levering",
        "De namen in een manifest beginnen niet waar het ligt; ze zijn gelezen als namen van deze levering.",
        "Er is niets te doen. Vraag de scanfirma om het manifest binnen de map van de levering te maken.",
        r"The names in '(?P<file>.*)' do not begin where it lies",
        "De namen in ‘{file}’ beginnen niet waar het ligt; ze zijn gelezen als namen van deze levering.",
    ),
    "manifest_misnamed": Explanation(
        "levering",
        "De controlegetallen in een manifest zijn van een andere soort dan zijn naam zegt; ze zijn zo nagekeken.",
        "Er is niets te doen. Vraag de scanfirma om het manifest te noemen naar wat erin staat.",
        r"The digests in '(?P<file>.*)' are of another kind than its name says: (?P<kind>\w+)",
        "De controlegetallen in ‘{file}’ zijn van een andere soort dan zijn naam zegt ({kind}); ze zijn zo nagekeken.",
    ),
    "manifest_of_others": Explanation(
        "levering",
        "Een manifest noemt geen enkel bestand van deze levering; er is niets mee nagekeken.",
        "Vraag de scanfirma om het manifest van deze levering.",
        r"None of the (?P<count>\d+) files that '(?P<file>.*)' names is in this delivery",
        "‘{file}’ noemt {count} bestanden, en geen enkel daarvan zit in deze levering.",
    ),
    "inventory_unreadable": Explanation(
        "levering",
        "De inventaris kan niet gelezen worden.",
        "Een van de eerste regels noemt de kolommen: doos;map;dossiermap;jaar;opmerking. Bewaar een beschadigd of oud "
        "rekenblad (.xls) opnieuw als .xlsx, .ods of .csv.",
    ),
    "inventory_twice": Explanation(
        "levering",
        "De inventaris heeft voor één dossier regels die elkaar tegenspreken; geen ervan werd gebruikt.",
        "Verbeter de inventaris: één regel per map.",
        r"The inventory has several rows for dossier '(?P<folder>.*)' that",
        "De inventaris heeft voor dossier ‘{folder}’ regels die elkaar tegenspreken; geen ervan werd gebruikt.",
    ),
    "file_missing": Explanation(
        "levering",
        "Het manifest noemt een bestand dat niet geleverd is.",
        "Vraag de scanfirma om dit bestand opnieuw.",
        r"The manifest names '(?P<file>.*)', which was not delivered",
        "Het manifest noemt ‘{file}’, dat niet geleverd is.",
    ),
    "file_to_fetch": Explanation(
        "levering",
        "Een bestand zit niet in de bag: volgens fetch.txt staat het nog ergens op het internet. kaft haalt niets op.",
        "Vraag de scanfirma om de volledige bag, of haal het bestand zelf op en leg het op zijn plaats.",
        r"'(?P<file>.*)' is not in the bag: its fetch",
        "‘{file}’ zit niet in de bag: volgens fetch.txt staat het nog ergens op het internet. kaft haalt niets op.",
    ),
    "dossier_not_delivered": Explanation(
        "levering",
        "De inventaris noemt een dossier dat niet geleverd is.",
        "Vraag het aan de scanfirma, of verbeter de inventaris.",
        r"The inventory names dossier '(?P<folder>.*)', which was not delivered",
        "De inventaris noemt dossier ‘{folder}’, dat niet geleverd is.",
    ),
    "dossier_gone": Explanation(
        "levering",
        "Een dossier zat vroeger in deze levering en nu niet meer.",
        _OTHER_OR_SETTLED,
        r"Dossier '(?P<folder>.*)' was in this delivery before",
        "Dossier ‘{folder}’ zat vroeger in deze levering en nu niet meer.",
    ),
    "pages_gone": Explanation(
        "levering",
        "Bladen van een dossier zaten vroeger in deze levering en nu niet meer.",
        "Kijk na of het kopiëren klaar was. Wat gepubliceerd was, blijft bewaard, met die bladen. Mochten ze weg: "
        "`kaft settle`.",
        r"(?P<pages>\d+) of the (?P<had>\d+) pages that dossier '(?P<folder>.*)' had in this delivery before are "
        r"not in it now: (?P<files>.*)\.",
        "{pages} van de {had} bladen die dossier ‘{folder}’ hier vroeger had, zitten er nu niet meer in: {files}.",
    ),
    "page_elsewhere": Explanation(
        "levering",
        "Eenzelfde blad zit in twee dossiers van deze levering.",
        "Kijk na of een blad in de verkeerde map ligt of twee keer gescand is; een kopie kan in beide horen.",
        r"Page (?P<here>[\d, ]+) of dossier '(?P<folder>.*)' looks like page (?P<there>[\d, ]+) of '(?P<other>.*)',",
        "Blad {here} van dossier ‘{folder}’ lijkt op blad {there} van ‘{other}’, en zegt hetzelfde.",
    ),
    "images_in_other_delivery": Explanation(
        "levering",
        "Bladen van een dossier zijn dezelfde beelden als in een dossier van een andere levering. Beide blijven zoals "
        "ze zijn.",
        _DECIDE_PAIR,
        r"(?P<count>\d+) of (?P<pages>\d+) pages of dossier '(?P<folder>.*)', (?P<here>[\d, -]+), are the same "
        r"images as pages (?P<there>[\d, -]+) of '(?P<other>.*)', which has (?P<all>\d+)",
        "{count} van de {pages} bladen van dossier ‘{folder}’ ({here}) zijn dezelfde beelden als blad {there} van "
        "‘{other}’, dat er {all} heeft.",
    ),
    "sheets_in_other_delivery": Explanation(
        "levering",
        "Bladen van een dossier lijken op bladen in een dossier van een andere levering, en zeggen hetzelfde. Beide "
        "blijven zoals ze zijn.",
        "Zijn ze opnieuw gescand, dan zegt de inventaris dat in de kolom `vervangt`. " + _DECIDE_PAIR,
        r"(?P<count>\d+) of (?P<pages>\d+) pages of dossier '(?P<folder>.*)', (?P<here>[\d, -]+), look like pages "
        r"(?P<there>[\d, -]+) of '(?P<other>.*)', which has (?P<all>\d+)",
        "{count} van de {pages} bladen van dossier ‘{folder}’ ({here}) lijken op blad {there} van ‘{other}’, dat er "
        "{all} heeft, en zeggen hetzelfde.",
    ),
    "goes_on_elsewhere": Explanation(
        "levering",
        "De bestanden van een dossier gaan verder waar die van een dossier van een andere levering ophouden.",
        "Kijk na of één dossier in twee helften geleverd werd. Zo ja: `kaft merge`; zo nee: `kaft split`.",
        r"The files of dossier '(?P<folder>.*)' go on where those of '(?P<other>.*)' end",
        "De bestanden van dossier ‘{folder}’ gaan verder waar die van ‘{other}’ ophouden.",
    ),
    "blank_backs": Explanation(
        "levering",
        "Een deel van de bladen is de lege achterzijde van het blad ervoor.",
        "Er is niets te doen: ze worden bewaard, en er staat niets op.",
        r"(?P<behind>\d+) of (?P<all>\d+) pages are blank backs",
        "Lege achterzijden van het blad ervoor: {behind} van de {all} bladen.",
    ),
    "dossier_replaced": Explanation(
        "levering",
        "Een dossier van deze levering heeft geen enkel blad meer van wat het vroeger was.",
        _OTHER_OR_SETTLED,
        r"Dossier '(?P<folder>.*)' has no page of what it was before",
        "Dossier ‘{folder}’ heeft geen enkel blad meer van wat het vroeger was.",
    ),
    "pages_do_not_add_up": Explanation(
        "levering",
        "Het aantal bladen dat binnenkwam, is niet het aantal waarvan het einde bekend is.",
        FAULT,
        r"(?P<came>\d+) pages came in, (?P<known>\d+) are accounted for",
        "Er kwamen {came} bladen binnen; van {known} is het einde bekend.",
    ),
}
