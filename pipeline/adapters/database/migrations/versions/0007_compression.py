"""Large texts in PostgreSQL are packed by LZ4 from now on: a quarter of the work of writing a dossier less."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_LARGE = (
    ("dossier_version", ("record", "package")), ("page_text", ("text", "normal")), ("dossier", ("content",)),
    ("outcome", ("content",)), ("batch_report", ("content",)),
)  # fmt: skip


def upgrade() -> None:
    if op.get_context().dialect.name != "postgresql":
        return
    known = op.get_bind().scalar(
        sa.text("SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
    )
    for table, columns in _LARGE if known else ():  # a server built without it keeps its own
        changes = ", ".join(f"ALTER COLUMN {column} SET COMPRESSION lz4" for column in columns)
        op.execute(f"ALTER TABLE {table} {changes}")
