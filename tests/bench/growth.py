"""How times grow with items, measures and assessments: one person alone, by web socket, on records made for it."""

import asyncio
import random
from dataclasses import dataclass

from tests.bench import apps
from tests.bench.people import Person
from toolkit.record.assessment import Assessment

LENSES = ("a-res-77-232", "a-res-78-224", "a-res-80-226")
MEASURES = (20, 100, 300)
COPIES = (1, 20, 100)


@dataclass(frozen=True)
class Grown:
    """Times (ms) at one size of the record: an answer given, the results looked at after it."""

    what: str
    clicks: list[float]
    looks: list[float]


def grown(turns: int, small: bool) -> list[Grown]:
    """Every size in turn; of each kind the least and the greatest only, where it is to be `small`."""
    found = []
    for what, told, copies in _sizes(small):
        with apps.product(told, copies) as running:
            person = Person(running.page("d04"), random.Random(1))
            clicks, looks = asyncio.run(person.look(running.page("results"), turns))
        found.append(Grown(what, clicks, looks))
    return found


def _sizes(small: bool) -> list[tuple[str, Assessment, int]]:
    some = slice(None, None, 2) if small else slice(None)
    items = [(f"lens {lens}", apps.sample(lens), 1) for lens in LENSES[some]]
    measures = [(f"{number} measures", apps.sample(measures=number), 1) for number in MEASURES[some]]
    copies = [(f"{number} assessments", apps.sample(), number) for number in COPIES[some]]
    return [*items, *measures, *copies]
