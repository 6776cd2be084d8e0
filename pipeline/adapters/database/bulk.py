"""Inserts many rows into one table at once: with PostgreSQL's COPY, or one prepared statement on SQLite."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NoReturn, cast

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.exc import DBAPIError

Row = Sequence[object]


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Collection[Row]) -> None:
    """Add rows, given in the order of `columns`; raises what SQLAlchemy raises for any other statement."""
    if not rows:
        return
    if connection.dialect.name == "postgresql" and len(rows) > 1:
        _copy(connection, table, columns, rows)
    else:
        connection.execute(_insert(table), [dict(zip(columns, row, strict=True)) for row in rows])


@cache
def _insert(table: Table) -> Insert:
    # Made once: SQLAlchemy takes longer to put a statement together than SQLite to carry it out.
    return insert(table).inline()


def _copy(connection: Connection, table: Table, columns: Sequence[str], rows: Collection[Row]) -> None:
    import psycopg
    from psycopg import sql

    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        _raise(connection, table, error)


def _raise(connection: Connection, table: Table, error: Exception) -> NoReturn:
    # Neither the rows nor what the server says of them may get into the text of an exception.
    dbapi = connection.dialect.loaded_dbapi
    raise DBAPIError.instance(
        f"COPY {table.name}", None, error, dbapi.Error, hide_parameters=True, dialect=connection.dialect
    ) from error
