"""The words of people's names in a database, looked up by their keys: see `surnames`."""

import json
from collections.abc import Collection

from sqlalchemy import Connection, text

from pipeline.adapters.searching.surnames import of_words, sound

_MOST = 2000
"""The most words that are looked at of those that share a key or a beginning."""
_LAST = "zzzz"
# The words are a-z and 0-9 only; whichever way a database sorts text, what begins so lies between these two.
_STARTING = text("SELECT DISTINCT word FROM name_key WHERE key BETWEEN :first AND :last LIMIT :most")
_KNOWN_ON_SQLITE = text(
    "SELECT name_key.word FROM json_each(:pairs) AS asked CROSS JOIN name_key "
    "ON name_key.key = json_extract(asked.value, '$[0]') AND name_key.word = json_extract(asked.value, '$[1]')"
)
_KNOWN_ON_POSTGRESQL = text(
    "SELECT word FROM unnest(CAST(:keys AS text[]), CAST(:words AS text[])) AS asked (key, word) "
    "WHERE EXISTS (SELECT FROM name_key WHERE name_key.key = asked.key AND name_key.word = asked.word)"
)
_SPELLED_ON_SQLITE = text(
    "SELECT DISTINCT name_key.word FROM json_each(:keys) AS asked CROSS JOIN name_key ON name_key.key = asked.value "
    "LIMIT :most"
)
_SPELLED_ON_POSTGRESQL = text(
    "SELECT DISTINCT word FROM unnest(CAST(:keys AS text[])) AS asked (key) CROSS JOIN LATERAL "
    "(SELECT word FROM name_key WHERE name_key.key = asked.key LIMIT :most) AS found"
)
_ADD_ON_SQLITE = text(
    "INSERT INTO name_key (key, word) SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') "
    "FROM json_each(:pairs) WHERE true ON CONFLICT DO NOTHING"
)
# In one order: two writers that learn the same words would else wait for each other for ever.
_ADD_ON_POSTGRESQL = text(
    "INSERT INTO name_key (key, word) SELECT key, word FROM unnest(CAST(:keys AS text[]), CAST(:words AS text[])) "
    "WITH ORDINALITY AS new (key, word, place) ORDER BY place ON CONFLICT DO NOTHING"
)


def learn(connection: Connection, words: Collection[str]) -> None:
    """Keep the keys of these words; those that are known cost one look."""
    pairs = sorted((sound(word), word) for word in words)
    if not pairs:
        return
    known, add = _KNOWN_ON_POSTGRESQL, _ADD_ON_POSTGRESQL
    if connection.dialect.name == "sqlite":
        known, add = _KNOWN_ON_SQLITE, _ADD_ON_SQLITE
    there = set(connection.scalars(known, _asked(connection, pairs)))
    if lines := of_words({word for _, word in pairs} - there):
        connection.execute(add, _asked(connection, lines))


def _asked(connection: Connection, pairs: Collection[tuple[str, str]]) -> dict[str, object]:
    if connection.dialect.name == "sqlite":
        return {"pairs": json.dumps([list(pair) for pair in pairs])}
    return {"keys": [pair[0] for pair in pairs], "words": [pair[1] for pair in pairs]}


def spelled(connection: Connection, keys: Collection[str]) -> set[str]:
    """Return the words of names that have one of these keys."""
    if not keys:
        return set()
    if connection.dialect.name == "sqlite":
        return set(connection.scalars(_SPELLED_ON_SQLITE, {"keys": json.dumps(sorted(keys)), "most": _MOST}))
    return set(connection.scalars(_SPELLED_ON_POSTGRESQL, {"keys": sorted(keys), "most": _MOST}))


def beginning(connection: Connection, start: str) -> set[str]:
    """Return the words of names that sound as if they begin so, and some more."""
    heard = sound(start)
    asked = {"first": heard, "last": heard + _LAST, "most": _MOST}
    return set(connection.scalars(_STARTING, asked))
