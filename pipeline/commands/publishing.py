"""`kaft publish`, `kaft withdraw` and `kaft feed`: what is in the bucket, for whom, and what changed."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from cyclopts.validators import Number

from pipeline import bootstrap
from pipeline.acts import standing
from pipeline.commands.deciding import Decision, Dossier, bring_in_line
from pipeline.commands.language import field_label, say, translated_data
from pipeline.commands.listing import listing
from pipeline.commands.naming import one_id
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.read_log import noted
from pipeline.errors import BatchIncomplete, ConfigError, KaftError, NotFound, UsageError
from pipeline.ports import Bucket
from schemas.acts import ANSWERED
from schemas.flat import FIELDS


def publish(
    *dossiers: Annotated[str, Parameter(help="Folder, number, or id of a dossier.")],
    all_: Annotated[bool, Parameter(name="--all", help="Every dossier, and the whole feed.", negative="")] = False,
    scans: Annotated[
        bool, Parameter(help="Make the redacted copies of scans that the table of access allows.", negative="")
    ] = False,
    reread: Annotated[
        bool,
        Parameter(help="With --all: read every object; what was altered in the same size goes back too.", negative=""),
    ] = False,
    dry_run: Annotated[bool, Parameter(help="Only say what would be published.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Write again what is missing in the bucket, and bring public records, feed and schemas up to date."""
    if bool(dossiers) == all_:
        raise UsageError("Nothing to publish was named.", "Name dossiers, or give --all.")
    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        ids = [one_id(books.register, name) for name in dossiers] or [one.id for one in books.register.records()]
        if dry_run:
            would = say("{count} dossiers would be published.", count=len(ids))
            common.tell({"dry_run": True, "dossiers": len(ids)}, would)
            return
        from pipeline.bucket.standards import write_standards
        from pipeline.commands.copying import copy_scans
        from pipeline.public.desk import refresh
        from pipeline.publishing.republishing import restore_all

        copied = copy_scans(common, ids) if scans else {}
        desk, store = bootstrap.open_desk(settings, books), bootstrap.open_the_store(settings)
        known, damaged = restore_all(ids, store, books.register, desk.bucket, reread=reread or not all_)
        schemas = write_standards(desk.bucket)
        changed = refresh(desk, known, whole_feed=all_)
    told = "In order in the bucket: {known} dossiers. Changed for the public: {changed}. Schemas: {schemas}."
    common.tell(
        {"dossiers": len(known), "changed_for_the_public": changed, "schemas_written": schemas, **copied},
        say(told, known=len(known), changed=changed, schemas=schemas),
    )
    if damaged:
        raise _incomplete(damaged)


def _incomplete(damaged: Mapping[str, KaftError]) -> BatchIncomplete:
    first, error = next(iter(damaged.items()))
    return BatchIncomplete(f"{len(damaged)} dossiers are not in order, {first} first: {error.message}", error.hint)


def withdraw(dossier: Dossier, *, decision: Decision, common: Common = DEFAULT) -> None:
    """Withdraw a dossier: a tombstone for readers; the register keeps every version. See `kaft undo`."""
    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        dossier_id = one_id(books.register, dossier)
        if dossier_id in standing(books.register.acts()).withdrawn:
            raise ConfigError(f"Dossier {dossier_id} is withdrawn already.", "`kaft history` says by whom and why.")
        if decision.dry_run:
            would = say("Dossier {id} would be withdrawn.", id=dossier_id)
            common.tell({"dry_run": True, "dossier": dossier_id}, would)
            return
        act = decision.note(books, "withdrawn", dossier_id)
        bring_in_line(settings, books, [dossier_id])
    undo = say("Withdrawn: {id}. To bring it back: kaft undo {act} --reason REASON", id=dossier_id, act=act.number)
    common.tell(act.model_dump(mode="json"), undo)


def history(dossier: Dossier, *, common: Common = DEFAULT) -> None:
    """Show what was done to a dossier: who did what, when and why, version by version."""
    settings = common.settings()
    with bootstrap.open_register(settings) as books:
        dossier_id = one_id(books.register, dossier)
        noted(settings, books, "history", [dossier_id])
        acts = books.register.history(dossier_id)
    if common.json:
        common.show_json([act.model_dump(mode="json") for act in acts])
        return
    from rich.markup import escape

    table = listing("act", "when", "who", "what", "version", "changed", "why")
    for act in acts:
        what = f"{say(act.kind)} {act.other or act.undoes or ''}".strip()
        version, when = str(act.version or ""), f"{act.at[:10]} {act.at[11:19]}"
        # In the first version everything is new: a list of all fields says nothing.
        changed = "" if act.version == 1 else ", ".join(_label(name) for name in act.changed)
        why = _caused(act.why) if act.kind == "published" else act.why  # the words of a person stay as they are
        table.add_row(str(act.number), when, escape(act.who), what, version, changed, escape(why))
    common.console.print(table)


def _caused(why: str) -> str:
    """Return why a version was made, with the fields that people answered by the names people know."""
    cause, _, names = why.partition(ANSWERED)
    labels = f"{ANSWERED}{', '.join(map(_label, names.split(', ')))}" if names and not cause else why
    return translated_data(labels)


def _label(name: str) -> str:
    """Return the name of a field for people; other names of what changed stay as they are."""
    return next((field_label(field) for field in FIELDS if field == name), name)


def feed(
    out: Annotated[Path, Parameter(help="Folder for the copy: one JSON file per public dossier.")],
    *,
    follow_: Annotated[
        bool, Parameter(name="--follow", help="Keep looking for changes, until interrupted.", negative="")
    ] = False,
    once: Annotated[bool, Parameter(help="Take over what is new and stop (the default).", negative="")] = False,
    every: Annotated[float, Parameter(help="Seconds between two looks.", validator=Number(gt=0))] = 30.0,
    common: Common = DEFAULT,
) -> None:
    """Keep a copy of the public register from the change feed alone: a small example of a consumer."""
    from pipeline.public.replica import follow

    if follow_ and once:
        raise UsageError("--follow and --once exclude each other.", "Give one of the two.")
    bucket, copy = bootstrap.open_the_bucket(common.settings()), FolderCopy(out)
    while True:
        try:
            taken = follow(lambda name: _file_of_feed(bucket, name), copy)
        except NotFound:
            taken = 0
            if not follow_:
                raise
        if taken or not follow_:
            sentence = say("{count} changes, up to {until}", count=taken, until=copy.seen() or say("nothing"))
            common.tell({"changes": taken, "until": copy.seen()}, sentence)
        if not follow_:
            return
        time.sleep(every)


class FolderCopy:
    """A copy of the public register in a folder; every file is written whole, the state last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, dossier_id: str, record: dict[str, Any]) -> None:
        """Keep the newest state of a dossier."""
        self._write(f"{dossier_id}.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n")

    def remove(self, dossier_id: str) -> None:
        """Forget a dossier; harmless when it is not there."""
        (self._folder / f"{dossier_id}.json").unlink(missing_ok=True)

    def seen(self) -> str:
        """Return the time of the last change that was taken over, empty at the start."""
        state = self._folder / "state"
        return state.read_text(encoding="utf-8").strip() if state.exists() else ""

    def note(self, time: str) -> None:
        """Write down the time of the last change that was taken over."""
        self._write("state", time + "\n")

    def _write(self, name: str, text: str) -> None:
        part = self._folder / f".{name}.part"
        part.write_text(text, encoding="utf-8")
        part.replace(self._folder / name)


def _file_of_feed(bucket: Bucket, name: str) -> bytes:
    return bucket.get(f"v1/feed/{name}")
