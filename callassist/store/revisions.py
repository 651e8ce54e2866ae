"""Brings a database to the schema this program knows: upwards only, and never without a copy of what was."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from callassist.errors import UserError
from callassist.store.faults import damaged
from callassist.store.schema import Schema

if TYPE_CHECKING:
    from alembic.config import Config


# Alembic hands a migration its context through the module `alembic.context`, of which a process has one; at the first
# start several databases are made at the same time, on threads of their own.
_ONE_AT_A_TIME = threading.Lock()


def current(connection: Connection, path: Path) -> str:
    """The revision a database has.

    Raises:
        StorageError: it has none, so it is not whole.
    """
    if inspect(connection).has_table("alembic_version"):
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
        if found is not None:
            return str(found)
    raise damaged(path, "it does not say which schema it has")


def refuse_newer(found: str, schema: Schema, path: Path) -> None:
    """Let a database pass that this program knows or can bring up to date.

    Raises:
        UserError: a newer program made it.
    """
    if found == schema.head:
        return
    # A database that is up to date is opened without Alembic, the import of which takes as long as SQLAlchemy's.
    from alembic.script import ScriptDirectory

    known = {step.revision for step in ScriptDirectory.from_config(_config(schema)).walk_revisions()}
    if found not in known:
        raise UserError(
            f"{path} was made by a newer CallAssist (its schema is {found}, this program knows up to"
            f" {schema.head}). Nothing was changed.",
            "Update CallAssist on this PC.",
        )


def upgrade(connection: Connection, schema: Schema) -> None:
    """Carry out the missing steps within the connection's transaction: all of them or, if one fails, none."""
    from alembic import command

    config = _config(schema)
    config.attributes["connection"] = connection
    config.attributes["tables"] = schema.tables
    with _ONE_AT_A_TIME:
        command.upgrade(config, schema.head)


def _config(schema: Schema) -> Config:
    from alembic.config import Config

    config = Config()
    # The option is interpolated; a folder may have a per cent sign in its name.
    config.set_main_option("script_location", str(schema.migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
