"""A local instrument: a text that the ministry holds itself (a regional strategy, a law, a later resolution).

Its provisions stand in the ministry's own words, with the items that a person says they ask for. It is never scored: it
is a way of looking at answers and measures that are there. It belongs to the assessment and to its state file.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from toolkit.library.model import Frozen, Library
from toolkit.problem import Place, Problem, problem

LocalKind = Literal["regional", "national", "united_nations", "other"]
KINDS: tuple[LocalKind, ...] = ("regional", "national", "united_nations", "other")
LocalId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Said = Annotated[str, Field(min_length=1)]
Day = date


class LocalProvision(Frozen):
    """A provision: number as the text has it, gist in own words, the items it asks for, those a person said no to.

    `part`, `verb` and `addressee` are those of an official document that it was taken from; None where not known.
    """

    number: Said
    gist: str = ""
    part: str | None = None
    verb: str | None = None
    addressee: str | None = None
    items: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()


class Mapped(Frozen):
    """Who said which items the provisions ask for, by role and date."""

    role: Said
    date: Day


class LocalInstrument(Frozen):
    """A text with its provisions; `changed` is the day on which they or their items were last changed."""

    id: LocalId
    title: str = ""
    symbol: str = ""
    kind: LocalKind = "other"
    adopted: date | None = None
    language: str | None = None
    link: str = ""
    note: str = ""
    provisions: tuple[LocalProvision, ...] = ()
    mapped: Mapped | None = None
    changed: date | None = None

    def provision(self, number: str) -> LocalProvision | None:
        """Provision of this number, or None."""
        return next((found for found in self.provisions if found.number == number), None)

    @property
    def items(self) -> tuple[str, ...]:
        """Items of all provisions, each once."""
        return tuple(dict.fromkeys(item for found in self.provisions for item in found.items))

    @property
    def changed_since(self) -> date | None:
        """Day of a change that came after it was marked as mapped, or None."""
        return self.changed if self.mapped and self.changed and self.changed > self.mapped.date else None


Refused = tuple[Any, Problem]


def take_local(entry: Any, library: Library) -> tuple[LocalInstrument | None, list[Refused]]:
    """A local instrument from a state file, and what of it is held back: links to items that do not exist."""
    try:
        told = LocalInstrument.model_validate(entry)
    except ValidationError as error:
        field = ".".join(["local_instruments", *(str(key) for key in error.errors()[0]["loc"])])
        return None, [(entry, problem("state_value_wrong", Place(field=field)))]
    numbers = [found.number for found in told.provisions]
    if len(set(numbers)) < len(numbers):
        repeated = next(number for number in numbers if numbers.count(number) > 1)
        place = Place(field="local_instruments.provisions")
        return None, [(entry, problem("state_entry_repeated", place, name=repeated[:40]))]
    refused = list(_unknown_items(told, library))
    kept = tuple(_with_known(found, library) for found in told.provisions)
    return told.model_copy(update={"provisions": kept}) if refused else told, refused


def _with_known(found: LocalProvision, library: Library) -> LocalProvision:
    known = {name: tuple(item for item in getattr(found, name) if item in library.items) for name in _LINKS}
    return found.model_copy(update=known)


_LINKS = ("items", "rejected")


def _unknown_items(told: LocalInstrument, library: Library) -> Iterable[Refused]:
    for found in told.provisions:
        for name in _LINKS:
            for item in getattr(found, name):
                if item not in library.items:
                    value = {"id": told.id, "number": found.number, name: [item]}
                    place = Place(field="local_instruments", item=item[:40])
                    yield value, problem("response_item_unknown", place, item=item[:40])
