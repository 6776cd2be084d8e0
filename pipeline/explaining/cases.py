"""What one code means in each of its cases, where the cases ask for something else from an archivist."""

from pipeline.explaining.explanation import Case

_ITSELF = "Lever het bestand of de map zelf, geen koppeling."
_RENAME = "Geef het bestand een andere naam en lever het opnieuw."
_PRINT = "Hoort het bij het dossier, druk het dan af naar PDF en lever die; hou het anders buiten de levering."

ALTERED = (
    Case(
        r"The file is not the one the manifest speaks of",
        "Het bestand is niet het bestand waarvan het manifest spreekt: het veranderde onderweg.",
        "Vraag de scanfirma om dit bestand opnieuw.",
    ),
)
UNSUPPORTED = (
    Case(
        r"The file is a ZIP file",
        "Dit is een ZIP of een Office-bestand (Word, Excel): wat erin zit, is niet gelezen.",
        "Pak een ZIP uit en lever de mappen. Hoort een Office-bestand bij het dossier, druk het dan af naar PDF en "
        "lever die. Is het de inventaris, noem ze dan inventory.xlsx of .ods.",
    ),
    Case(
        r"The file is a packed file \((?P<kind>\w+)\)",
        "Het bestand is ingepakt ({kind}): wat erin zit, is niet gelezen.",
        "Pak het uit en lever de mappen zelf.",
    ),
    Case(
        r"The file is an old Office document or Outlook message",
        "Dit is een oud Office-bestand of een Outlook-bericht: wat erin staat, is niet gelezen.",
        f"{_PRINT} Bijlagen van een bericht levert u apart. Is het de inventaris, bewaar ze dan als inventory.xlsx.",
    ),
    Case(
        r"The file is an e-mail message",
        "Het bestand is een e-mail: het bericht en zijn bijlagen zijn niet gelezen.",
        f"Lever de bijlagen apart, als scans. {_PRINT}",
    ),
    Case(
        r"The file is a raw picture of a camera",
        "Dit is een onbewerkte foto van een camera (DNG) of iets van dien aard: programma's tonen een kleine kopie, de "
        "foto zelf zit erin.",
        "Bewaar de foto als TIFF of JPEG en lever die.",
    ),
    Case(
        r"The file is a photo of a telephone",
        "Het bestand is een foto van een telefoon (HEIC of AVIF).",
        "Bewaar de foto als JPEG en lever die.",
    ),
    Case(
        r"The file is a shortcut to a file elsewhere",
        "Het bestand is maar een snelkoppeling: wat ze aanwijst, is niet geleverd.",
        "Lever het bestand zelf.",
    ),
    Case(
        r"The file is a placeholder of a file that is still in the cloud",
        "Het bestand zelf staat nog in de cloud: alleen een verwijzing ernaar is gekopieerd.",
        "Haal het bestand eerst op uit de cloud en lever het dan.",
    ),
    Case(
        r"The file is an AutoCAD drawing",
        "Het bestand is een AutoCAD-tekening (DWG).",
        "Laat de tekening afdrukken naar PDF en lever die.",
    ),
    Case(
        r"The file is a (?:bare )?(?P<kind>GIF|WebP|JPEG XR|JPEG XL|JBIG2) image",
        "Het bestand is een beeld van een soort die kaft niet aanneemt ({kind}).",
        "Laat het bewaren als TIFF, JPEG of PNG en vraag het opnieuw.",
    ),
    Case(
        r"The file is a (?P<kind>Windows bitmap|DjVu|Photoshop|PostScript)",
        "Het bestand is van een soort die kaft niet aanneemt ({kind}).",
        "Laat het bewaren als TIFF of PDF en vraag het opnieuw.",
    ),
    Case(
        r"The file is full of zeros",
        "Het bestand bevat niets dan nullen: het is niet tot zijn einde gekopieerd.",
        "Vraag de scanfirma om dit bestand opnieuw.",
    ),
    Case(
        r"The file is (?:an XML document|a web page|a text)",
        "Het bestand is tekst en geen scan; het is niet gelezen.",
        f"Kijk wat erin staat. {_PRINT} Is het de inventaris, noem ze dan inventory.csv.",
    ),
    Case(r" is a link to a folder", "Dit is een koppeling naar een map; ze is niet gevolgd.", _ITSELF),
    Case(
        r" is not an ordinary file",
        "Dit is geen gewoon bestand, maar een plaats waar programma's elkaar gegevens doorgeven.",
        "Hou het buiten de levering; hoort er een scan te zijn, vraag die dan opnieuw.",
    ),
    Case(
        r"The file lies beside the folder 'data' of the bag",
        "Het bestand ligt naast de map ‘data’ van de bag, waar de scans horen.",
        "Vraag de scanfirma bij welk dossier het hoort.",
    ),
)
UNSAFE_NAME = (
    Case(r" is a link out of delivery", "Een koppeling naar iets buiten de levering; ze is niet gevolgd.", _ITSELF),
    Case(r" is a link to a file that is not there", "Dit is een koppeling naar een bestand dat er niet is.", _ITSELF),
    Case(r" cannot be followed to a file", "Dit is een koppeling die nergens heen leidt, of in een kring.", _ITSELF),
    Case(
        r"A part of the name is longer than (?P<most>\d+) characters",
        "De naam van het bestand of van zijn map is langer dan {most} tekens.",
        _RENAME,
    ),
    Case(
        r"The name of the file holds a backslash",
        "In de naam van het bestand staat een backslash (\\): zo verliest het zijn map.",
        "Pak de levering opnieuw uit, zodat er mappen zijn.",
    ),
    Case(
        r"The name of the file holds a line end or another invisible character",
        "In de naam van het bestand staat een teken dat niet te zien is, zoals een regeleinde.",
        _RENAME,
    ),
    Case(
        r"A letter in the name of the file is not in UTF-8",
        "Een letter in de naam van het bestand is vreemd gecodeerd (niet in UTF-8).",
        "Geef het bestand een andere naam, of laat de levering opnieuw kopiëren met namen in UTF-8.",
    ),
)
