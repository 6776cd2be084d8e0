"""The log of who read what, in a database: rows are added, never changed."""

from collections.abc import Sequence

from sqlalchemy import func, insert, or_, select

from pipeline.adapters.database.opening import Database
from pipeline.adapters.database.tables import read_event
from pipeline.adapters.memory.register_rules import now
from schemas.reads import DossierRead, Read


class SqlReadBook:
    """The log in the register."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, readings: Sequence[DossierRead]) -> None:
        """Write down readings in one transaction, at the time of the register."""
        if not readings:
            return
        at = now()
        with self._database.write() as connection:
            connection.execute(insert(read_event), [{"at": at, **reading.model_dump()} for reading in readings])

    def reads(self, dossier_id: str | None = None, limit: int = 100) -> tuple[Read, ...]:
        """Return the newest lines first, of one dossier with those of all at once, or of all."""
        wanted = select(read_event).order_by(read_event.c.number.desc()).limit(limit)
        if dossier_id is not None:
            wanted = wanted.where(or_(read_event.c.dossier_id == dossier_id, read_event.c.dossier_id.is_(None)))
        with self._database.read() as connection:
            return tuple(Read.model_validate(dict(row)) for row in connection.execute(wanted).mappings())

    def length(self) -> int:
        """Return how many lines there are."""
        with self._database.read() as connection:
            return connection.scalar(select(func.count()).select_from(read_event)) or 0
