"""What the tests of the store tell it: awkward texts, a full assessment, and what a save answered."""

from datetime import date
from typing import Any

from toolkit.record.assessment import (
    Agreed,
    Assessment,
    Body,
    Clearance,
    Difficulty,
    Evidence,
    Held,
    Help,
    LogEntry,
    Mark,
    NotApplicable,
    Practice,
    Profile,
    Response,
    Scope,
    Target,
)
from toolkit.record.indicators import Cohort, OutcomeReport
from toolkit.record.plan import Budget, LinkDecision, Measure, Plan, RowPlace
from toolkit.record.store import (
    Conflict,
    Saved,
)


def saved(answer: Saved[Any] | Conflict[Any]) -> Any:
    assert isinstance(answer, Saved)
    return answer.content


def conflict(answer: Saved[Any] | Conflict[Any]) -> Conflict[Any]:
    assert isinstance(answer, Conflict)
    return answer


# Awkward texts: right to left, outside the basic plane, control characters, long, unbroken, like a formula, like a path
AWKWARD = (
    "سياسة الحد من العودة إلى الجريمة",
    "减少再犯的国家战略",
    "\U0001f5c2 a sign outside the basic plane",
    "bell \x07, nul \x00, tab \t, line\nfeed, return\r, separator \u2028",
    "word " * 2_000,
    "x" * 300,
    "=HYPERLINK(A1)",
    "../../etc/passwd",
    "C:\\new\\table.xlsx",
    "'); DROP TABLE response; --",
    '"quoted" and {"json": true}',
    " \u202e reversed \u200b zero width ",
)


def awkward_assessment() -> Assessment:
    """Twelve bodies that answer everything a response can hold, in awkward texts."""
    bodies = tuple(Body(id=f"body-{n}", name=words, leads=("PRI",)) for n, words in enumerate(AWKWARD))
    items = ("D04-5", "D08-2", "D09-1", "D10-2")
    responses = tuple(full_response(item, f"body-{n}", n) for n in range(len(AWKWARD)) for item in items)
    measure = Measure(
        id="m-1",
        title=AWKWARD[0],
        lead=AWKWARD[8],
        end=date(2027, 12, 31),
        budget=Budget(amount=1250000.5, currency="XTS", text=AWKWARD[6]),
        details={"note": AWKWARD[3]},
        other={AWKWARD[7]: AWKWARD[5]},
        place=RowPlace(sheet=AWKWARD[0][:31], row=7),
    )
    plan = Plan(
        name=AWKWARD[7],
        digest="d" * 64,
        measures=(measure,),
        period_ends={AWKWARD[0]: date(2027, 12, 31)},
        links=(LinkDecision(measure="m-1", item="D04-3", decision="confirmed"),),
    )
    return Assessment(
        name=AWKWARD[7],
        lens="a-res-76-182",
        depth="rapid",
        as_of=date(2026, 1, 31),
        content_hash="c" * 64,
        profile=Profile(state=AWKWARD[0], population=0, people_held=12_345, federal="no"),
        scope=Scope(covers=AWKWARD[4], leaves_out=AWKWARD[3]),
        target=Target(default=2, items={"D04-3": 4}),
        bodies=bodies,
        responses=responses,
        agreed=(Agreed(item="D04-3", level=0, reason=AWKWARD[2]),),
        marks={"D09-1": Mark(mark="first", reason=AWKWARD[9])},
        plans=(plan, Plan(name="")),
        indicators=awkward_outcomes(),
        clearances=(Clearance(body=None, role=AWKWARD[1], date=date(2026, 2, 1)),),
        log=(
            LogEntry(at="2026-01-01T00:00:00.000Z", body="body-1", item="D04-3", field="level", before=None, after=0),
        ),
        held=(Held(part="responses", value={"item": "D99-9", "level": 2}, code="response_item_unknown"),),
    )


def awkward_outcomes() -> tuple[OutcomeReport, ...]:
    return (
        OutcomeReport(
            id="return_to_prison",
            publish=True,
            source=AWKWARD[2],
            limits=AWKWARD[3],
            cohorts=(Cohort(year=AWKWARD[0][:20], counted=5, of=None, definition=AWKWARD[8], group="women"),),
        ),
        OutcomeReport(id="released_prepared", not_measured=AWKWARD[6]),
    )


def full_response(item: str, body: str, n: int) -> Response:
    words = AWKWARD[n]
    answers: list[dict[str, Any]] = [
        {"level": 0},
        {"not_applicable": NotApplicable(reason="nobody_concerned", note=words)},
        {"not_known": words},
        {"not_ours": words},
    ]
    return Response(
        item=item,
        body=body,
        **answers[n % 4],
        comment=words,
        publish=n % 2 == 0,
        evidence=(Evidence(kind="data", title=words, date="2025", reference=words),),
        practice=Practice(what=words, since="2020"),
        difficulty=Difficulty(kind="money", line=words),
        help=Help(kind=words, asked_from=words),
        review=n % 3 == 0,
        version=n,
    )
