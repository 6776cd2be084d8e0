"""`kaft link`: an expiring link to one object of the bucket, and the log of who was given which."""

import datetime as dt
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number
from rich.console import Console
from rich.markup import escape

from pipeline import bootstrap
from pipeline.acts import standing
from pipeline.commands.language import say
from pipeline.commands.options import DEFAULT, Common
from pipeline.commands.read_log import noted
from pipeline.commands.review import Code, code_of
from pipeline.errors import ContractBroken, NotFound
from pipeline.names import tidy
from pipeline.reviewing.reviewers import who
from schemas.reads import Tier

if TYPE_CHECKING:
    from pipeline.adapters.storage.objects import S3Bucket

_ID = re.compile(r"(?<=/)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=/)")
LOG = "reads.jsonl"
"""In the folder `log` of the work folder: for each link the name behind the code, the key and the times."""


def link(
    key: Annotated[str, Parameter(help="Key of the object in the bucket, for instance v1/dossiers/…/dossier.pdf.")],
    *,
    reviewer: Code = "",
    hours: Annotated[int, Parameter(help="How long the link works.", validator=Number(gte=1, lte=168))] = 24,
    dry_run: Annotated[bool, Parameter(help="Only say for what a link would be made.", negative="")] = False,
    common: Common = DEFAULT,
) -> None:
    """Make a link to one object that works for some hours; who asked is written down. Only for a bucket in S3."""
    from pipeline.adapters.places import open_links

    settings = common.settings()
    links = open_links(settings.bucket_url, bootstrap.s3_settings(settings))
    key = _within(key, settings.bucket_url)
    with bootstrap.open_register(settings) as books:
        name = who(code_of(reviewer), books.reviews)
        if not _is_there(key, links):
            raise NotFound(f"There is no {tidy(key)} in the bucket.", "The pointer latest.json names the version.")
        if dry_run:
            common.tell({"dry_run": True, "key": key}, say("A link to {key} would be made.", key=key))
            return
        gone = standing(books.register.acts()).withdrawn
        if withdrawn := [dossier for dossier in _dossiers_of(key) if dossier in gone]:
            said = say("Dossier {id} is withdrawn; the link shows it all the same.", id=withdrawn[0])
            Console(stderr=True, highlight=False).print(f"[yellow]! {escape(said)}[/]", soft_wrap=True)
        noted(settings, books, "link", _dossiers_of(key), tier=_tier_of(key), reader=name)
    now = dt.datetime.now(tz=dt.UTC)
    until = now + dt.timedelta(hours=hours)
    times = {"at": now.isoformat(timespec="seconds"), "until": until.isoformat(timespec="seconds")}
    write_down(settings.work / "log" / LOG, {"who": name, "what": "link", "key": key, **times})
    made = links.link(key, hours * 3600)  # after it was written down: no link that nobody knows of
    common.tell({"link": made, "until": times["until"]}, made)


def _within(key: str, bucket_url: str) -> str:
    """Return a key as it stands in the bucket, whether somebody wrote it so, behind a stroke, or as a whole address."""
    return key.removeprefix(bucket_url.rstrip("/")).lstrip("/")


def _is_there(key: str, links: "S3Bucket") -> bool:
    try:
        return links.exists(key)
    except ContractBroken:  # no key that anything could have
        return False


def _tier_of(key: str) -> Tier:
    return "public" if key.startswith(("v1/public/", "v1/feed/", "v1/schemas/")) else "internal"


def _dossiers_of(key: str) -> tuple[str, ...]:
    """Return the dossier in whose folder a key lies: `v1/dossiers/<nis>/<id>/…`, `v1/public/scans/<id>/…`."""
    return tuple(_ID.findall(key)[:1])


def write_down(log: Path, line: dict[str, str]) -> None:
    """Add a line to the log, at once and whole, on the disk before anything else happens."""
    log.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
