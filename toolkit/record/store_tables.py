"""The tables of the store, and how a connection to it is made. With the store the only file that knows SQLAlchemy.

One row an assessment, a response, a plan, a step that changed a plan, a snapshot, and a log entry; beside them
official documents. Every row that people change carries a version. The tables are made and changed by `migrations/`,
one file a change; REVISIONS lists them in order.
"""

import json
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    inspect,
    text,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError

from toolkit.problem import Place, Problem, problem

MIGRATIONS = Path(__file__).parents[2] / "migrations"
REVISIONS = ("0001", "0002", "0003", "0004")
BUSY_MS = 30_000
CONNECTIONS = 20
# In the versions of facts: the version that every fact not named has.
EVERY_FACT = "*"

TABLES = MetaData()


def _of_assessment() -> Column[str]:
    return Column("assessment", Text, ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)


ASSESSMENT = Table(
    "assessment",
    TABLES,
    Column("id", Text, primary_key=True),
    Column("created_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("archived", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("facts_version", Integer, nullable=False),
    # Version of the facts at which each fact was last changed, by its name.
    Column("fact_versions", JSON, nullable=False),
    # Parts that are cleared: ids of bodies, null for the whole; no value where nothing is.
    Column("closed", JSON(none_as_null=True)),
)
RESPONSE = Table(
    "response",
    TABLES,
    _of_assessment(),
    Column("item", Text, primary_key=True),
    Column("body", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", JSON, nullable=False),
)
PLAN = Table(
    "plan",
    TABLES,
    _of_assessment(),
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("data", JSON, nullable=False),
)
PLAN_STEP = Table(
    "plan_step",
    TABLES,
    _of_assessment(),
    Column("plan", Text, primary_key=True),
    # Version of the plan after the step.
    Column("version", Integer, primary_key=True, autoincrement=False),
    # As JSON, which takes every character that a file may hold.
    Column("name", JSON, nullable=False),
    Column("kind", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
    # What stood before: the fields that changed, or the whole plan where it was removed.
    Column("data", JSON, nullable=False),
)
SNAPSHOT = Table(
    "snapshot",
    TABLES,
    _of_assessment(),
    Column("id", Text, primary_key=True),
    Column("body", Text),
    Column("role", Text, nullable=False),
    Column("cleared_on", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("seal", Text, nullable=False),
    # Text of the state file, as JSON, which takes every character.
    Column("state", JSON, nullable=False),
)
# Documents that the ministry loaded: somebody else's texts, of no assessment, with a journal that holds none of them.
OFFICIAL_TEXT = Table(
    "official_text", TABLES, Column("id", Text, primary_key=True), Column("data", JSON, nullable=False)
)
OFFICIAL_TEXT_CHANGE = Table(
    "official_text_change",
    TABLES,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("data", JSON, nullable=False),
)
LOG_ENTRY = Table(
    "log_entry",
    TABLES,
    _of_assessment(),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    # When the first of several changes of mind was made that this one entry stands for.
    Column("began_at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("item", Text),
    Column("field", Text, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Index("log_entry_of_item", "assessment", "item", "body", "began_at"),
)


class StoreRefused(Exception):
    """A store that cannot be opened; `problem` says why and what to do."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


def sqlite_url(file: Path) -> str:
    """Address of a store kept in one SQLite file."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


def open_engine(url: str) -> Engine:
    """Connect to a store and bring its tables up to date. Raises StoreRefused."""
    engine = create_engine(
        make_url(url), json_serializer=partial(json.dumps, ensure_ascii=False), pool_size=CONNECTIONS
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        _bring_up_to_date(engine)
    except StoreRefused:
        engine.dispose()
        raise
    except DatabaseError as error:
        engine.dispose()
        raise StoreRefused(problem("store_unreadable", _place(engine), why=str(error.orig)[:200])) from error
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (f"busy_timeout = {BUSY_MS}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that writes takes the lock first: one that began by reading could only be refused.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _place(engine: Engine) -> Place:
    name = engine.url.database if engine.dialect.name == "sqlite" else engine.url.render_as_string(hide_password=True)
    return Place(file=name)


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        if _revision(connection) == REVISIONS[-1]:
            return
    with engine.execution_options(writes=True).begin() as connection:
        found = _revision(connection)
        if found is not None and found not in REVISIONS:
            raise StoreRefused(problem("store_newer", _place(engine), found=found, known=REVISIONS[-1]))
        if found is None and inspect(connection).get_table_names():
            raise StoreRefused(problem("store_not_ours", _place(engine)))
        if found != REVISIONS[-1]:
            _migrate(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    # Imported here: it takes a second, and a store that is up to date does not need it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
