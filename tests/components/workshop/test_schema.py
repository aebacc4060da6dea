"""The tables beside the app as they are: people keep such a file, so a change needs a migration."""

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from components.workshop import notes, rights, room, room_table, saved_boards
from components.workshop.database import METADATA

#: Whoever changes this adds alembic (docs/decisions/0008) and a migration, and a test that an older file still opens.
TABLES = {
    "boards": (
        "CREATE TABLE boards ( owner VARCHAR NOT NULL, id VARCHAR NOT NULL, changed VARCHAR NOT NULL, file BLOB NOT "
        "NULL, PRIMARY KEY (owner, id) )"
    ),
    "listening": (
        "CREATE TABLE listening ( room VARCHAR NOT NULL, process VARCHAR NOT NULL, followers INTEGER NOT NULL, at FLOAT "
        "NOT NULL, PRIMARY KEY (room, process) )"
    ),
    "notes": (
        "CREATE TABLE notes ( id INTEGER NOT NULL, room VARCHAR NOT NULL, board VARCHAR NOT NULL, slide VARCHAR NOT "
        "NULL, at VARCHAR NOT NULL, kind VARCHAR NOT NULL, text VARCHAR NOT NULL, follower VARCHAR NOT NULL, state "
        "VARCHAR NOT NULL, PRIMARY KEY (id) )"
    ),
    "presenter_links": (
        'CREATE TABLE presenter_links ( digest VARCHAR NOT NULL, "key" VARCHAR NOT NULL, board VARCHAR NOT NULL, until '
        "FLOAT NOT NULL, PRIMARY KEY (digest) )"
    ),
    "rooms": (
        "CREATE TABLE rooms ( code VARCHAR NOT NULL, version INTEGER NOT NULL, changed FLOAT NOT NULL, began FLOAT NOT "
        "NULL, step INTEGER NOT NULL, wall BOOLEAN NOT NULL, told INTEGER NOT NULL, sent INTEGER NOT NULL, PRIMARY KEY "
        "(code) )"
    ),
    "shown": (
        "CREATE TABLE shown ( room VARCHAR NOT NULL, step INTEGER NOT NULL, board VARCHAR NOT NULL, place INTEGER NOT "
        "NULL, at FLOAT NOT NULL, PRIMARY KEY (room, step) )"
    ),
    "shown_boards": ("CREATE TABLE shown_boards ( digest VARCHAR NOT NULL, file BLOB NOT NULL, PRIMARY KEY (digest) )"),
}


def test_the_tables_are_those_that_older_files_hold() -> None:
    assert all((notes, rights, room, room_table, saved_boards)), "modules register their tables when they are imported"
    found = {
        table.name: " ".join(str(CreateTable(table).compile(dialect=sqlite.dialect())).split())
        for table in METADATA.sorted_tables
    }
    assert found == TABLES, "the schema changed: files of older versions need a migration"
