"""The ledger in a database: which work has been done."""

from collections.abc import Sequence
from itertools import islice

from sqlalchemy import select

from pipeline.adapters.database.opening import Database
from pipeline.adapters.database.tables import ledger

_AT_ONCE = 500
"""Values in one `IN (...)`; SQLite allows 32,766, older ones 999."""


class SqlLedger:
    """The fingerprints of work done, and where its result is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def result(self, fingerprint: str) -> str | None:
        """Return the SHA-256 under which the result is stored, or None when this work was never done."""
        return self.results((fingerprint,)).get(fingerprint)

    def results(self, fingerprints: Sequence[str]) -> dict[str, str]:
        """The same for many at once; the ones never done are left out."""
        found: dict[str, str] = {}
        waiting = iter(dict.fromkeys(fingerprints))
        with self._database.read() as connection:
            while some := tuple(islice(waiting, _AT_ONCE)):
                rows = connection.execute(
                    select(ledger.c.fingerprint, ledger.c.sha256).where(ledger.c.fingerprint.in_(some))
                )
                found.update((fingerprint, sha256) for fingerprint, sha256 in rows)
        return found

    def remember(self, fingerprint: str, stage: str, sha256: str) -> None:
        """Write down that the work is done. Doing so twice is harmless; the first result stays."""
        row = self._database.insert(ledger).values(fingerprint=fingerprint, stage=stage, sha256=sha256)
        with self._database.write() as connection:
            connection.execute(row.on_conflict_do_nothing())
