"""The images of a dossier are in the index: a delivery that holds some of them again is told so."""

import json
from itertools import islice

import sqlalchemy as sa
from alembic import op

from pipeline.adapters.database.bulk import insert_rows

revision = "0012"
down_revision = "0011"

_AT_ONCE = 200


def upgrade() -> None:
    columns = ("dossier_id", "version", "kind", "normal", "display", "page")
    entry = sa.table("search_entry", *map(sa.column, columns))
    known = sa.table("dossier_version", *map(sa.column, ("dossier_id", "version", "record")))
    connection = op.get_bind()
    newest = sa.select(known.c.dossier_id, sa.func.max(known.c.version)).group_by(known.c.dossier_id)
    waiting = iter(connection.execute(newest).all())
    while some := list(islice(waiting, _AT_ONCE)):
        rows = []
        for dossier_id, version in some:
            mine = (known.c.dossier_id == dossier_id, known.c.version == version)
            pages = json.loads(connection.execute(sa.select(known.c.record).where(*mine)).scalar_one())["pages"]
            written = (page for page in pages if not page["blank"])
            rows += [(dossier_id, version, "image", page["sha256"], "", page["number"]) for page in written]
        insert_rows(connection, entry, columns, rows)  # type: ignore[arg-type]  # a table without its types will do
