"""Read a plan, and look at it: solidity, links, remarks."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import Library
from toolkit.method.link import Links
from toolkit.method.lint import lint
from toolkit.method.matching import link_problems, links_of
from toolkit.method.provisions import provisions_of
from toolkit.method.results import PlanLookedAt
from toolkit.method.solidity import solidities
from toolkit.problem import Problem, Severity, as_json
from toolkit.record.plan import Measure, Plan, PlanMapping


def read_a_plan(
    source: Path | bytes,
    name: str,
    library: Library,
    *,
    lens: Lens,
    as_of: date,
    levels: Mapping[str, int | None] | None = None,
    mapping: PlanMapping | None = None,
) -> tuple[PlanLookedAt | None, list[Problem]]:
    """Read a workbook as a plan and look at it. None only if nothing of it can be read as a plan.

    `levels` are the counted levels of the assessment, by item, for the remark on low items without a measure;
    `mapping` is what a person decided about sheets and columns.
    """
    from toolkit.intake.plan_reading import read_plan

    reading = read_plan(source, name, as_of=as_of, mapping=mapping)
    if reading.plan is None:
        return None, list(reading.problems)
    plan = reading.plan.model_copy(update={"problems": tuple(reading.problems)})
    return look_at_plan(plan, library, lens, as_of, levels=levels), []


def look_at_plan(
    plan: Plan,
    library: Library,
    lens: Lens,
    as_of: date,
    *,
    levels: Mapping[str, int | None] | None = None,
    links: Links | None = None,
) -> PlanLookedAt:
    """What follows from a plan as it stands in the record: solidity, links, problems, remarks.

    `links` may be given by who has them at hand: they depend on the plan, the library and the lens alone.
    """
    classes = solidities(plan, as_of)
    found = links_of(plan, library, lens=lens) if links is None else links
    told = [*plan.problems, *link_problems(plan, library, lens)]
    remarks = [entry for entry in told if entry.severity is Severity.REMARK]
    return PlanLookedAt(
        plan=plan,
        solidities=classes,
        links=dict(found),
        problems=tuple(entry for entry in told if entry.severity is not Severity.REMARK),
        remarks=(*remarks, *lint(plan, classes, found, library, lens, as_of, levels)),
    )


def plan_as_json(
    found: PlanLookedAt, library: Library, lens: Lens, language: Language, problems: Sequence[Problem] = ()
) -> dict[str, Any]:
    """A plan looked at, in the form of `read-plan` (DESIGN section 6)."""
    return {
        "measures": [_measure(measure, found, library, lens) for measure in found.plan.measures],
        "columns": [
            {
                "sheet": table.sheet,
                "header_rows": list(table.header_rows),
                "fields": {field: column.model_dump() for field, column in table.fields.items()},
                "periods": list(table.periods),
            }
            for table in found.plan.columns
        ],
        "problems": [as_json(entry, language) for entry in (*problems, *found.problems)],
        "remarks": [as_json(entry, language) for entry in found.remarks],
    }


def _measure(measure: Measure, found: PlanLookedAt, library: Library, lens: Lens) -> dict[str, Any]:
    solidity = found.solidities[measure.id]
    told = measure.model_dump(mode="json")
    keys = ("id", "number", "title", "group", "parent", "lead", "leads", "partners", "start", "end", "continuing")
    budget = ("amount", "currency", "funding", "text")
    return {
        **{key: told[key] for key in (*keys, "when", "status", "indicator", "brings", "place")},
        "budget": {key: told["budget"][key] for key in budget},
        "solidity": solidity.code,
        "reasons": list(solidity.reasons),
        "provisions": [
            {"instrument": entry.instrument, "number": entry.number}
            for entry in provisions_of(measure, library, lens)[0]
        ],
        "links": [link.model_dump(mode="json") for link in found.links.get(measure.id, ())],
    }
