"""The parent of every contract type: frozen, closed, and serialised in one canonical way."""

import hashlib

from pydantic import BaseModel, ConfigDict


class Contract(BaseModel):
    """A value that may be stored or sent: it cannot change and it has no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def canonical(self) -> str:
        """Return the JSON text that is hashed, stored and compared; the same value gives the same bytes."""
        return self.model_dump_json()

    def digest(self) -> str:
        """Return the SHA-256 (hexadecimal) of the canonical text."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()
