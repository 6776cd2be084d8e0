"""Archive packages: a BagIt bag (RFC 8493) per version of a dossier, with originals, derived files and PREMIS."""

from pathlib import Path

from pipeline.archiving.contents import ArchivedDossier, each_new, made, originals, put
from pipeline.archiving.happenings import Happenings, nothing_else
from pipeline.archiving.premis import premis
from pipeline.ports import Register, Store


def export_bags(register: Register, store: Store, folder: Path, happenings: Happenings = nothing_else) -> int:
    """Write `<folder>/<dossier id>-v<N>/` for the newest version of every dossier; return how many are new.

    A bag is written whole or not at all, and never again: a version does not change. Raises NotFound or ContractBroken
    when a file is not in the store as it was.
    """
    return each_new(register, folder, "", lambda bag, dossier: _write(bag, dossier, store), happenings)


def _write(bag: Path, dossier: ArchivedDossier, store: Store) -> None:
    kept = [*originals(dossier.record, store, bag, "data/originals"), *made(dossier.package, store, bag, "data/kaft")]
    kept.append(put(bag, "data/metadata/premis.xml", premis(dossier.record.id, kept, dossier.acts, dossier.happened)))
    payload = sorted((one.path, one.sha256) for one in kept)
    size = sum(one.size for one in kept)
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"External-Identifier: {dossier.record.id}\nBagging-Date: {dossier.at[:10]}\n"
        f"Payload-Oxum: {size}.{len(payload)}\n",
        "manifest-sha256.txt": "".join(f"{digest}  {path}\n" for path, digest in payload),
    }
    listed = [put(bag, name, text.encode()) for name, text in sorted(tags.items())]
    put(bag, "tagmanifest-sha256.txt", "".join(f"{tag.sha256}  {tag.path}\n" for tag in listed).encode())
