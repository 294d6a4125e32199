"""Official documents in the store: loaded, replaced, removed, each with an entry in a journal of its own."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select

from toolkit.record.official_wording import OfficialWording, WordingChange
from toolkit.record.store_rows import written
from toolkit.record.store_tables import OFFICIAL_TEXT, OFFICIAL_TEXT_CHANGE

Opened = Callable[[], AbstractContextManager[Connection]]


class OfficialTexts:
    """The official documents of this installation; one a symbol and language, the last one loaded."""

    def __init__(self, reading: Opened, writing: Opened, clock: Callable[[], datetime]) -> None:
        self._reading, self._writing, self._clock = reading, writing, clock

    def version(self) -> int:
        """A number that changes whenever a document is loaded or removed."""
        with self._reading() as connection:
            return int(connection.execute(select(func.max(OFFICIAL_TEXT_CHANGE.c.sequence))).scalar() or 0)

    def all(self) -> tuple[OfficialWording, ...]:
        """Documents held, by symbol and language."""
        with self._reading() as connection:
            found = connection.execute(select(OFFICIAL_TEXT.c.data).order_by(OFFICIAL_TEXT.c.id)).scalars().all()
        return tuple(OfficialWording(**data) for data in found)

    def journal(self) -> tuple[WordingChange, ...]:
        """What was loaded, replaced and removed, the last first."""
        order = OFFICIAL_TEXT_CHANGE.c.sequence.desc()
        with self._reading() as connection:
            found = connection.execute(select(OFFICIAL_TEXT_CHANGE.c.data).order_by(order)).scalars().all()
        return tuple(WordingChange(**data) for data in found)

    def keep(self, wording: OfficialWording) -> None:
        """Keep a document in the place of the one of the same symbol and language; one that is held stays as it is."""
        with self._writing() as connection:
            this = OFFICIAL_TEXT.c.id == wording.id
            held = connection.execute(select(OFFICIAL_TEXT.c.data).where(this)).scalar()
            if held is not None and OfficialWording(**held) == wording:
                return
            connection.execute(delete(OFFICIAL_TEXT).where(this))
            connection.execute(insert(OFFICIAL_TEXT).values(id=wording.id, data=wording.model_dump(mode="json")))
            self._note(connection, wording, "loaded" if held is None else "replaced")

    def remove(self, id: str) -> bool:
        """Take a document out; its wording is gone, the journal says that it was here. False if it was not held."""
        with self._writing() as connection:
            this = OFFICIAL_TEXT.c.id == id
            held = connection.execute(select(OFFICIAL_TEXT.c.data).where(this)).scalar()
            if held is None:
                return False
            connection.execute(delete(OFFICIAL_TEXT).where(this))
            self._note(connection, OfficialWording(**held), "removed")
            return True

    def _note(
        self, connection: Connection, wording: OfficialWording, change: Literal["loaded", "replaced", "removed"]
    ) -> None:
        told = {name: getattr(wording, name) for name in ("symbol", "language", "name", "digest")}
        last = connection.execute(select(func.max(OFFICIAL_TEXT_CHANGE.c.sequence))).scalar() or 0
        data = {"at": written(self._clock()), "change": change, **told}
        connection.execute(insert(OFFICIAL_TEXT_CHANGE).values(sequence=last + 1, data=data))
