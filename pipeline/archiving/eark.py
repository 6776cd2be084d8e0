"""E-ARK: an information package (CSIP 2.2.0, SIP 2.2.0) per version of a dossier, for ingest into a repository.

`rep1` holds the scans as they were delivered, `rep2` what kaft made of them. The bytes depend on the register and the
store alone: all dates are that of the version.
"""

from importlib.metadata import version
from pathlib import Path

from pipeline.archiving.contents import ArchivedDossier, each_new, made, originals, put
from pipeline.archiving.description import described, simple_dc
from pipeline.archiving.happenings import Happenings, nothing_else
from pipeline.archiving.mets import Agent, Group, Metadata, MetsDocument, listed, mets
from pipeline.archiving.premis import Digest, Kept, Name, Related, Thing, document
from pipeline.archiving.submitter import Submitter
from pipeline.package_data import package_data
from pipeline.ports import Register, Store
from schemas.outcome import Package

PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml"
_SCANS, _MADE = "rep1", "rep2"
_ABOUT = {
    "record.json": "KAFT RECORD", "record.jsonld": "OSLO JSON-LD", "vip.json": "VIP JSON",
    "provenance.json": "KAFT PROVENANCE",
}  # fmt: skip
"""Files of the bucket that are metadata, and what METS is told that they are."""
_README = """Dit pakket bevat een gescand bouwdossier.

METS.xml                        wat erin zit, met de SHA-256 van elk bestand
metadata/descriptive/           beschrijving: Dublin Core, het volledige record, linked data (OSLO), VIP
metadata/preservation/          PREMIS: wat ermee gebeurde, wie en wanneer; en met welke programma's
representations/rep1/data/      de scans zoals ze geleverd zijn, byte voor byte
representations/rep2/data/      wat ervan gemaakt is: PDF/A-2, ALTO met de gelezen tekst, uitsneden als bewijs
schemas/                        de XML-schema's van METS

De namen waaronder de scans geleverd zijn, staan in METS.xml van rep1 (OWNERID).
"""


def export_eark(
    register: Register, store: Store, folder: Path, submitter: Submitter, happenings: Happenings = nothing_else
) -> int:
    """Write an E-ARK package per dossier into a folder; return how many are new. See `each_new` for errors."""
    schemas = sorted((package_data("config") / "eark").glob("*.xsd"))

    def write(part: Path, dossier: ArchivedDossier) -> None:
        _write(part, dossier, store, submitter, schemas)

    return each_new(register, folder, "", write, happenings)


def _write(root: Path, dossier: ArchivedDossier, store: Store, submitter: Submitter, schemas: list[Path]) -> None:
    about = _split(dossier.package)
    scans = tuple(originals(dossier.record, store, root, f"representations/{_SCANS}/data"))
    files = tuple(made(about[1], store, root, f"representations/{_MADE}/data"))
    present = tuple(name for name, kept in ((_SCANS, scans), (_MADE, files)) if kept)
    metadata = _metadata(root, dossier, about[0], store, present)
    agents = (Agent("CREATOR", software=True, name="kaft", note=version("kaft")),)
    pointers = tuple(
        _representation(root, dossier, name, kept, what, agents)
        for name, kept, what in ((_SCANS, scans, "gescande bladen"), (_MADE, files, "PDF/A, ALTO en uitsneden"))
        if kept
    )
    guide = put(root, "documentation/leesmij.txt", _README.encode())
    copied = tuple(listed(put(root, f"schemas/{file.name}", file.read_bytes())) for file in schemas)
    owner = Agent("CREATOR", software=False, name=submitter.name, note=submitter.code)
    package = MetsDocument(
        name=dossier.name,
        label=described(dossier.record).title,
        profile=PROFILE,
        content=("MIXED", ""),
        at=dossier.at,
        agents=(*agents, owner),
        described=metadata[0],
        preserved=metadata[1],
        groups=(
            Group("Documentation", (listed(guide),), "uitleg"),
            Group("Schemas", copied, "XML-schema's"),
            *pointers,
        ),
        schemas="schemas/",
    )
    put(root, "METS.xml", mets(package))


def _split(package: Package) -> tuple[Package, Package]:
    """Return the files of the bucket that are metadata of the whole, and the others."""
    metadata = tuple(file for file in package.files if file.path in _ABOUT)
    others = tuple(file for file in package.files if file.path not in _ABOUT)
    return package.model_copy(update={"files": metadata}), package.model_copy(update={"files": others})


def _metadata(
    root: Path, dossier: ArchivedDossier, published: Package, store: Store, present: tuple[str, ...]
) -> tuple[tuple[Metadata, ...], tuple[Metadata, ...]]:
    """Write the metadata of the whole; return what describes it, and what tells how it is preserved."""
    dc = put(root, "metadata/descriptive/dc.xml", simple_dc(described(dossier.record)))
    descriptive, preservation = [Metadata(listed(dc), "DC")], list[Metadata]()
    for file in published.files:
        one = published.model_copy(update={"files": (file,)})
        keeps = file.path == "provenance.json"
        folder = "metadata/preservation" if keeps else "metadata/descriptive"
        for kept in made(one, store, root, folder):
            (preservation if keeps else descriptive).append(Metadata(listed(kept), "OTHER", _ABOUT[file.path]))
    represented = tuple(Related("isr", _name(dossier, rep)) for rep in present)
    whole = Thing("intellectualEntity", (_whole(dossier),), represented)
    tools = tuple(dict.fromkeys(dossier.record.provenance.tools.values()))
    text = document([whole], dossier.acts, _whole(dossier), tools, dossier.happened)
    events = put(root, "metadata/preservation/premis.xml", text)
    return tuple(descriptive), (Metadata(listed(events), "PREMIS"), *preservation)


def _representation(
    root: Path, dossier: ArchivedDossier, name: str, files: tuple[Kept, ...], what: str, agents: tuple[Agent, ...]
) -> Group:
    """Write PREMIS and METS of a representation; return how the METS document of the whole points to it."""
    folder = f"representations/{name}/"
    things = [
        Thing(
            "representation", (_name(dossier, name),),
            (Related("rep", _whole(dossier)), *(Related("inc", _path(file, folder)) for file in files)),
        ),
        *(
            Thing(
                "file", (_path(file, folder),), (Related("isi", _name(dossier, name)),), file,
                Digest("SHA-256", "sha256", file.sha256),
            )
            for file in files
        ),
    ]  # fmt: skip
    events = put(root, f"{folder}metadata/preservation/premis.xml", document(things))
    package = MetsDocument(
        name=name,
        label=what,
        profile=PROFILE,
        content=("OTHER", what),
        at=dossier.at,
        agents=agents,
        described=(),
        preserved=(Metadata(listed(events, folder), "PREMIS"),),
        groups=(
            Group(
                f"Representations/{name}/data", tuple(listed(file, folder) for file in files), what, "Representations"
            ),
        ),
        schemas="../../schemas/",
    )
    kept = put(root, f"{folder}METS.xml", mets(package))
    return Group(f"Representations/{name}", (listed(kept),), what, points=True)


def _whole(dossier: ArchivedDossier) -> Name:
    return Name("dossier", dossier.record.id)


def _name(dossier: ArchivedDossier, representation: str) -> Name:
    return Name("representation", f"{dossier.name}/{representation}")


def _path(file: Kept, folder: str) -> Name:
    return Name("path", file.path.removeprefix(folder))
