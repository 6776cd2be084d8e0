"""`kaft substitution` and `kaft keep`: the evidence before scans replace paper, and paper that must stay."""

import datetime as dt
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.markup import escape

from pipeline import bootstrap
from pipeline.acts import standing
from pipeline.adapters.storage.atomic import whole
from pipeline.commands.deciding import Decision, Dossier
from pipeline.commands.language import say
from pipeline.commands.naming import one_id
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.read_log import noted
from pipeline.errors import ConfigError, InputError, UsageError
from schemas.substitution import EvidencePack


def substitution(
    out: Annotated[Path, Parameter(help="Folder to write into.")],
    *deliveries: Annotated[str, Parameter(help="The deliveries that the series came in; all when none is named.")],
    series: Annotated[str, Parameter(help="What the series is called in your procedure.")],
    sample: Annotated[Path | None, Parameter(help="The sample as people filled it in: steekproef.csv.")] = None,
    on: Annotated[str, Parameter(help="Day, as 2026-11-22 (default: today).")] = "",
    dry_run: Annotated[bool, Parameter(help="Only say what would be written.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Write the evidence for replacing the paper of a series: what was checked, by whom, and which paper must stay."""
    from pipeline.reporting.reports import facts_of
    from pipeline.substituting.evidence import Sources, evidence_of
    from pipeline.substituting.sheets import filled_in

    day, settings = _day(on), common.settings()
    verdicts = filled_in(sample) if sample else {}
    with bootstrap.workshop(settings) as shop:
        names = deliveries or shop.books.register.deliveries()
        if dry_run:
            would = say("{count} deliveries would be told of in {path}.", count=len(names), path=out)
            common.tell({"dry_run": True, "deliveries": list(names)}, would)
            return
        facts = [facts_of(name, shop.tools, shop.step, settings.acceptance) for name in names]
        noted(settings, shop.books, "substitution", (outcome.key.id for one in facts for outcome in one.outcomes))
        sources = Sources(shop.books.register, shop.books.reviews, shop.tools.store, shop.books.chain)
        pack = evidence_of(series, day, facts, sources, verdicts, settings.acceptance)
    strange = verdicts.keys() - {(line.delivery, line.file, line.page) for line in pack.sample}
    if strange:
        raise InputError(
            f"{len(strange)} rows of {sample} are not of this sample.", "Fill in the newest steekproef.csv."
        )
    _write(out, pack)
    stay = sum(one.stays for one in pack.dossiers)
    if common.json:
        common.show_json({"folder": str(out), "dossiers": len(pack.dossiers), "stay": stay})
    else:
        common.console.print(say("Written: {path}", path=escape(str((out / "index.html").absolute()))), soft_wrap=True)
        told_ = "Of {stay} of {count} dossiers the paper must not be destroyed. This is no permission for the others."
        common.console.print(say(told_, stay=stay, count=len(pack.dossiers)), soft_wrap=True)


def _day(on: str) -> str:
    try:
        return (dt.date.fromisoformat(on) if on else dt.datetime.now(dt.UTC).date()).isoformat()
    except ValueError as error:
        raise UsageError(f"'{on}' is no day.", "Write it as 2026-11-22.") from error


def _write(out: Path, pack: EvidencePack) -> None:
    from pipeline.substituting.page import page_of
    from pipeline.substituting.sheets import dossier_sheet, rescan_sheet, sample_sheet

    made = {
        "bewijs.json": (pack.model_dump_json(indent=1) + "\n").encode(), "dossiers.csv": dossier_sheet(pack),
        "opnieuw.csv": rescan_sheet(pack), "steekproef.csv": sample_sheet(pack), "index.html": page_of(pack).encode(),
    }  # fmt: skip
    for name, data in made.items():
        with whole(out / name) as part:
            part.write_bytes(data)


def keep(dossier: Dossier, *, decision: Decision, common: Common = DEFAULT) -> None:
    """Note that the paper of a dossier must not be destroyed, whatever else is known. See `kaft undo`."""
    with bootstrap.open_register(common.settings()) as books:
        dossier_id = one_id(books.register, dossier)
        if dossier_id in standing(books.register.acts()).kept:
            raise ConfigError(f"The paper of {dossier_id} is kept already.", "`kaft history` says by whom and why.")
        if decision.dry_run:
            would = say("The paper of dossier {id} would be kept.", id=dossier_id)
            common.tell({"dry_run": True, "dossier": dossier_id}, would)
            return
        act = decision.note(books, "kept", dossier_id)
    undo = say("The paper stays: {id}. To take it back: kaft undo {act} --reason REASON", id=dossier_id, act=act.number)
    common.tell(act.model_dump(mode="json"), undo)
