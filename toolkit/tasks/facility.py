"""What one does with facility sheets: make one, look at what many say together, choose a suggested level."""

from datetime import date
from typing import Any

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import Library
from toolkit.method.facility import FacilityTable, facility_table
from toolkit.record.answer_stamp import FACILITY, Stamp
from toolkit.record.assessment import Assessment, Body
from toolkit.report.facility_sheet import AskedFacility, facility_workbook
from toolkit.tasks.body_meant import body_meant, name_of


def prison_service(assessment: Assessment | None, library: Library) -> Body:
    """The body that runs facilities: the one of the State that takes this function, else the function itself."""
    return body_meant(library.facility.lead, assessment, library)


def whose_sheet(written: str | None, assessment: Assessment | None, library: Library) -> tuple[Body, str]:
    """The body and the facility that a name means: a body the State knows, or a lead, else a facility of that name."""
    name = (written or "").strip()
    if not name:
        return prison_service(assessment, library), ""
    meant = body_meant(name, assessment, library)
    known = assessment.bodies if assessment is not None else ()
    if meant.id in {body.id for body in known} or meant.id in library.scales.bodies:
        return meant, ""
    return prison_service(assessment, library), name


def facility_template(
    language: Language,
    library: Library,
    lens: Lens,
    assessment: Assessment | None = None,
    body: str | None = None,
    *,
    asked_by: str = "",
    due: date | None = None,
) -> bytes:
    """The sheet for a facility; `body` names the facility, or the body that runs facilities (then no name stands)."""
    meant, facility = whose_sheet(body, assessment, library)
    whole = assessment or Assessment(lens=lens.id, depth=lens.depth)
    stamp = Stamp(
        form=FACILITY,
        assessment=whole.id,
        state=whole.profile.state,
        body=meant.id,
        name=meant.name,
        facility=facility,
        leads=meant.leads,
        lens=lens.id,
        depth=lens.depth,
        content=library.content_hash,
        language=library.language,
        as_of=whole.as_of,
    )
    name = name_of(meant, library, language)
    asked = AskedFacility(stamp=stamp, body_name=name, facility=facility, asked_by=asked_by, due=due)
    return facility_workbook(language, library.facility, asked)


def facilities_of(assessment: Assessment, library: Library) -> FacilityTable:
    """All facility sheets of an assessment, and what follows from them together."""
    return facility_table(assessment, library)


def facilities_as_json(assessment: Assessment, library: Library) -> dict[str, Any]:
    """What facility sheets say together: people covered, sums, suggested levels; single facilities are not told."""
    table = facility_table(assessment, library)
    suggested = [found.model_dump(mode="json", exclude={"operands"}) for found in table.suggested]
    return {
        "covered": {**table.covered.model_dump(mode="json"), "share": table.covered.share},
        "sums": [found.model_dump(mode="json") for found in table.sums],
        "suggested": suggested,
    }
