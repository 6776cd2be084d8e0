"""meemoo: a SIP (1.2, basic profile) per version of a dossier: a zipped bag with MD5, METS, PREMIS and Dublin Core.

The basic profile has one representation: the scans as they were delivered. What it says that could not be read for
certain stands in docs/operations.md. The bytes depend on the register and the store alone.
"""

import shutil
import uuid
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from pipeline.adapters.storage.digests import md5_of_file
from pipeline.archiving.contents import ArchivedDossier, each_new, originals, put
from pipeline.archiving.description import Description, dc_and_schema, described
from pipeline.archiving.happenings import Happenings, nothing_else
from pipeline.archiving.mets import Agent, Group, Listed, Metadata, MetsDocument, mets
from pipeline.archiving.premis import Digest, Kept, Name, Related, Thing, document
from pipeline.archiving.submitter import Submitter
from pipeline.ports import Register, Store
from pipeline.scratch import scratch

PROFILE = "https://data.hetarchief.be/id/sip/1.2/basic"
_METS_PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
"""Without a number: so meemoo 1.2 asks for it."""
_IDS = uuid.UUID("b1b9a2c4-5b0f-5f4e-9f57-3c1f6f2f7d10")
_REP = "representation_1"
_FOLDER = f"data/representations/{_REP}/"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a ZIP can hold


class _Parts(NamedTuple):
    """A dossier on its way into a bag: where, its description, its scans with their MD5, and who hands it over."""

    root: Path
    dossier: ArchivedDossier
    known: Description
    scans: tuple[tuple[Kept, str], ...]
    submitter: Submitter

    def name(self, *parts: str) -> Name:
        """Return what something in the package is called: the same for the same thing."""
        return Name("UUID", f"uuid-{uuid.uuid5(_IDS, ' '.join((self.dossier.name, *parts)))}")


def export_meemoo(
    register: Register, store: Store, folder: Path, submitter: Submitter, happenings: Happenings = nothing_else
) -> int:
    """Write `<dossier id>-v<N>.zip` per dossier into a folder; return how many are new. See `each_new` for errors."""

    def write(target: Path, dossier: ArchivedDossier) -> None:
        _write(target, dossier, store, submitter)

    return each_new(register, folder, ".zip", write, happenings)


def _write(target: Path, dossier: ArchivedDossier, store: Store, submitter: Submitter) -> None:
    with scratch("meemoo") as folder:
        root = folder / dossier.name
        scans = tuple(originals(dossier.record, store, root, f"{_FOLDER}data"))
        with_md5 = tuple((file, md5_of_file(root / file.path)) for file in scans)
        parts = _Parts(root, dossier, described(dossier.record), with_md5, submitter)
        _package(parts, _representation(parts))
        _bag(root, dossier)
        _zip(folder, target)


def _representation(parts: _Parts) -> Listed:
    """Write PREMIS and METS of the scans; return how the package names that METS document."""
    rep = parts.name(_REP)
    names = [parts.name("file", file.path) for file, _ in parts.scans]
    related = (*(Related("inc", name) for name in names), Related("rep", parts.name("dossier")))
    things = [Thing("representation", (rep,), related)]
    for name, (file, md5) in zip(names, parts.scans, strict=True):
        # `originalName` is the name under which the repository gets it; the one of the contractor stands in METS.
        submitted = file._replace(delivered_as=file.path.rpartition("/")[2])
        things.append(Thing("file", (name,), (Related("isi", rep),), submitted, Digest("MD5", "md5", md5)))
    preserved = _put(parts, f"{_FOLDER}metadata/preservation/premis.xml", document(things), _FOLDER)
    files = tuple(
        Listed(file.path.removeprefix(_FOLDER), file.size, md5, file.delivered_as) for file, md5 in parts.scans
    )
    made = mets(_described(parts, _REP, (Group("data", files, label="Representations"),), (), preserved))
    return _put(parts, f"{_FOLDER}mets.xml", made, "data/")


def _package(parts: _Parts, pointer: Listed) -> None:
    dossier = parts.dossier
    whole, rep = parts.name("dossier"), parts.name(_REP)
    dc = dc_and_schema(parts.known, PROFILE, whole.value)
    descriptive = _put(parts, "data/metadata/descriptive/dc+schema.xml", dc, "data/")
    thing = Thing(
        "intellectualEntity", (whole, Name("MEEMOO-LOCAL-ID", dossier.record.id)), (Related("isr", rep),)
    )  # fmt: skip
    tools = tuple(dict.fromkeys(dossier.record.provenance.tools.values()))
    events = document([thing], dossier.acts, whole, tools, dossier.happened)
    preserved = _put(parts, "data/metadata/preservation/premis.xml", events, "data/")
    groups = (Group(f"Representations/{_REP}", (pointer,), points=True),)
    package = _described(parts, parts.name("package").value, groups, (Metadata(descriptive, "DC"),), preserved)
    put(parts.root, "data/mets.xml", mets(package))


def _described(
    parts: _Parts, name: str, groups: tuple[Group, ...], descriptive: tuple[Metadata, ...], preserved: Listed
) -> MetsDocument:
    whole = bool(descriptive)
    agents = [Agent("CREATOR", software=True, name="kaft", note=version("kaft"))]
    if whole:
        owner = parts.submitter
        agents += [Agent(role, software=False, name=owner.name, note=owner.code) for role in ("ARCHIVIST", "CREATOR")]
    return MetsDocument(
        name=name,
        label=parts.known.title,
        profile=_METS_PROFILE,
        content=("OTHER", PROFILE) if whole else ("", ""),
        at=parts.dossier.at,
        agents=tuple(agents),
        described=descriptive,
        preserved=(Metadata(preserved, "PREMIS"),),
        groups=groups,
        algorithm="MD5",
    )


def _bag(root: Path, dossier: ArchivedDossier) -> None:
    """Write what makes a bag of the folder `data` (RFC 8493)."""
    payload = [path for path in sorted(root.glob("data/**/*")) if path.is_file()]
    size = sum(path.stat().st_size for path in payload)
    tags = {
        "bag-info.txt": f"Bagging-Date: {dossier.at[:10]}\nPayload-Oxum: {size}.{len(payload)}\n",
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "manifest-md5.txt": "".join(f"{md5_of_file(path)}  {path.relative_to(root).as_posix()}\n" for path in payload),
    }
    for name, text in tags.items():
        put(root, name, text.encode())
    put(root, "tagmanifest-md5.txt", "".join(f"{md5_of_file(root / name)}  {name}\n" for name in tags).encode())


def _zip(folder: Path, target: Path) -> None:
    """Pack the one folder in `folder`. Nothing is squeezed: scans are, and whoever repairs a ZIP is glad of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for path in sorted(folder.glob("*/**/*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
                entry.external_attr = 0o644 << 16
                entry.file_size = path.stat().st_size
                with path.open("rb") as source, packed.open(entry, "w") as inside:
                    shutil.copyfileobj(source, inside)


def _put(parts: _Parts, path: str, data: bytes, folder: str) -> Listed:
    """Write a file of the package; return it as METS documents in `folder` list it."""
    kept = put(parts.root, path, data)
    return Listed(path.removeprefix(folder), kept.size, md5_of_file(parts.root / path))
