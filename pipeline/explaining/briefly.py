"""What the codes mean in a few Dutch words, for table cells."""

from pipeline.explaining.explained import explained
from schemas.delivery import Problem

BRIEFLY = {
    "altered": "niet wat het manifest zegt",
    "data_damaged": "beschadigd beeld",
    "dossier_gone": "dossier was er vroeger wel",
    "dossier_not_delivered": "dossier uit de inventaris ontbreekt",
    "dossier_replaced": "dossier heeft nu andere bladen",
    "duplicate": "dossier kwam al eerder",
    "empty": "leeg bestand",
    "empty_dossier": "geen bruikbaar blad",
    "encrypted": "met een wachtwoord gesloten",
    "file_number_skipped": "bestandsnummer overgeslagen",
    "file_missing": "bestand uit het manifest ontbreekt",
    "file_quarantined": "bestand in quarantaine",
    "inventory_contradicts": "inventaris spreekt het dossier tegen",
    "inventory_twice": "inventaris spreekt zichzelf tegen",
    "inventory_unreadable": "inventaris onleesbaar",
    "manifest_unreadable": "manifest onleesbaar",
    "mislabelled": "bestand heet anders dan het is",
    "nested_folders": "mappen in de map",
    "only_separator": "niets dan een scheidingsblad",
    "page_damaged": "beschadigd blad",
    "page_not_in_pdf": "blad zonder beeld in de PDF",
    "pages_gone": "bladen waren er vroeger wel",
    "page_redrawn": "blad opnieuw getekend in de PDF",
    "page_twice": "blad lijkt op een ander blad",
    "pages_before_separator": "bladen voor het eerste scheidingsblad",
    "pages_do_not_add_up": "bladen kloppen niet",
    "part_apart": "vervolgdeel kwam eerder",
    "part_joined": "vervolgdeel van een vroegere levering",
    "part_of_several": "vervolgdeel van één van meer dossiers",
    "part_without_first": "vervolgdeel zonder eerste deel",
    "pdf_text": "tekstlaag onvolledig",
    "printed_number_skipped": "gedrukt bladnummer overgeslagen",
    "same_name": "zelfde naam twee keer",
    "separator_repeated": "scheidingsblad komt twee keer voor",
    "stray_page": "blad van een ander dossier",
    "too_large": "te groot",
    "tool_crashed": "brak het programma dat het opent",
    "tool_failed": "kon niet verwerkt worden",
    "tool_timeout": "duurde te lang",
    "unreadable": "niet te openen",
    "unsafe_name": "onveilige naam",
    "unsupported": "geen scan",
}


def briefly(problem: Problem) -> str:
    """Return what is wrong in a few words; where there are none, in a sentence."""
    return BRIEFLY.get(problem.code) or explained(problem).message
