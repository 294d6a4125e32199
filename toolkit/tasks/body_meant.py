"""Which body a name means, and the name of a body as people know it."""

from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.record.assessment import COORDINATOR, Assessment, Body


def body_meant(written: str | None, assessment: Assessment | None, library: Library) -> Body:
    """The body that a name means: one of the state by id or name, a lead code, else a new body of that name.

    A lead code that the state maps to a body of its own means that body. No name means the coordinator.
    """
    known = assessment.bodies if assessment is not None else ()
    name = (written or "").strip()
    if not name or name.casefold() == COORDINATOR:
        return next((body for body in known if body.id == COORDINATOR), Body(id=COORDINATOR))
    folded = name.casefold()
    for body in known:
        if folded in (body.id.casefold(), body.name.casefold()):
            return body
    code = name.upper()
    if code in library.scales.bodies:
        mapped = next((body for body in sorted(known, key=lambda body: body.id) if code in body.leads), None)
        return mapped or Body(id=code, leads=(code,))
    return Body(id=name, name=name)


def name_of(body: Body, library: Library, language: Language) -> str:
    """Name of a body as people know it."""
    if body.name:
        return body.name
    found = library.scales.bodies.get(body.id)
    if found is not None:
        return found.name
    return language.say("report.coordinator") if body.id == COORDINATOR else body.id
