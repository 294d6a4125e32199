"""Facts in the row of an assessment: which were changed since a form was drawn, and how they are written."""

from sqlalchemy import Connection, update

from toolkit.record.assessment import Assessment
from toolkit.record.facts import facts_of
from toolkit.record.snapshots import closed_parts
from toolkit.record.store_rows import AnyRow
from toolkit.record.store_tables import ASSESSMENT, EVERY_FACT


def contested(whole: AnyRow, differing: list[str], drawn_from: int) -> tuple[str, ...]:
    """Names of the facts that were changed after the version the form was drawn from; all if it is not known here."""
    if drawn_from > whole.facts_version:
        return tuple(differing)
    since = whole.fact_versions.get(EVERY_FACT, 1)
    return tuple(name for name in differing if whole.fact_versions.get(name, since) > drawn_from)


def put_facts(connection: Connection, whole: AnyRow, facts: Assessment, differing: list[str]) -> None:
    """Write facts as their next version, with what of the assessment is closed by them."""
    version = whole.facts_version + 1
    values = {
        "facts": facts_of(facts),
        "facts_version": version,
        "fact_versions": {**whole.fact_versions, **dict.fromkeys(differing, version)},
        "closed": closed_parts(facts) or None,
    }
    connection.execute(update(ASSESSMENT).where(ASSESSMENT.c.id == whole.id).values(values))
