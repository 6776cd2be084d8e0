"""A folder is found by its name, and a house in a long street by its number, without reading all there are."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_AT_ONCE = 1000


def upgrade() -> None:
    called = sa.Column("called", sa.Text(), comment="the folder as people may type it: in lower case")
    op.add_column("dossier", called)
    dossier = sa.table("dossier", *map(sa.column, ("delivery", "folder", "called")))
    connection = op.get_bind()
    names = connection.execute(sa.select(dossier.c.delivery, dossier.c.folder)).all()
    change = (
        sa.update(dossier)
        .where(dossier.c.delivery == sa.bindparam("of"), dossier.c.folder == sa.bindparam("named"))
        .values(called=sa.bindparam("said"))
    )
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        connection.execute(change, [{"of": row[0], "named": row[1], "said": row[1].casefold()} for row in some])
    op.create_index("ix_dossier_called", "dossier", ["called"])
    op.create_index("ix_search_entry_kind_normal_low", "search_entry", ["kind", "normal", "low"])
    op.drop_index("ix_search_entry_kind_normal", "search_entry")
