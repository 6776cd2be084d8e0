"""What a search shows of a dossier is in an index: thousands of rows with whole records are no longer read for it.

And what may stand in the state of a delivery is said in full.
"""

from alembic import op

revision = "0011"
down_revision = "0010"

_BEFORE = "seen, taken, ended, stopped or failed"
_NOW = "seen, taken, paused, ended, stopped or failed"


def upgrade() -> None:
    columns = ["dossier_id", "version", "delivery", "folder"]
    op.create_index("ix_dossier_version_called", "dossier_version", columns)
    if op.get_context().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("arrival", "state", comment=_NOW, existing_comment=_BEFORE)
