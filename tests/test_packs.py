"""Packs: a folder for each body; what one body told stands in no other body's folder."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.made import assessment_of
from tests.reports import ENGLISH, LIBRARY, texts_of
from toolkit.record.assessment import Assessment, Body, Difficulty, Evidence, Help, Practice, Response
from toolkit.record.plan import Measure, Plan
from toolkit.report.pack import ASKS, asks_of, pack
from toolkit.report.subject import Subject
from toolkit.tasks.packs import packs, packs_as_zip, shares, unassigned
from toolkit.tasks.results import results_of
from toolkit.tasks.sample import sample_state

AS_OF = date(2026, 6, 30)


def told_by(body: str, item: str, level: int) -> Response:
    """A response each of whose texts names the body that wrote it."""
    mark = f"{body}-marker"
    return Response(
        item=item,
        body=body,
        level=level,
        comment=f"{mark} comment",
        evidence=(Evidence(kind="document", title=f"{mark} source", reference=f"{mark} reference"),),
        practice=Practice(what=f"{mark} practice", result=f"{mark} result"),
        difficulty=Difficulty(kind="law", line=f"{mark} difficulty"),
        help=Help(kind=f"{mark} help", asked_from=f"{mark} donor"),
    )


def of_two_bodies() -> Assessment:
    """Two bodies that answered the same and different items, and a plan with measures of both, of one and of nobody."""
    bodies = (Body(id="alpha", name="Alpha", leads=("MOJ",)), Body(id="beta", name="Beta", leads=("PRI",)))
    measures = (
        Measure(id="m-1", title="Alpha measure", lead="Alpha", items=("D01-1",), end=date(2026, 1, 31)),
        Measure(id="m-2", title="Beta measure", lead="Beta", items=("D01-1",), update="beta-marker update"),
        Measure(id="m-3", title="Nobody's measure", partners=("Alpha",)),
        Measure(id="m-4", title="Gamma measure", lead="Gamma agency"),
    )
    responses = (told_by("alpha", "D01-1", 1), told_by("beta", "D01-1", 3), told_by("beta", "D04-1", 0))
    return Assessment(
        profile={"state": "Talvenia"},
        bodies=bodies,
        responses=responses,
        plans=(Plan(name="Plan", measures=measures),),
        as_of=AS_OF,
    )


def subject_of(assessment: Assessment) -> Subject:
    return Subject(assessment, results_of(assessment, LIBRARY, as_of=AS_OF), LIBRARY, ENGLISH)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    assessment = of_two_bodies()
    return packs(assessment, results_of(assessment, LIBRARY, as_of=AS_OF), LIBRARY, ENGLISH)


def text_of(content: bytes) -> str:
    """All text of a Word document or a workbook."""
    with ZipFile(BytesIO(content)) as package:
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_no_pack_holds_what_another_body_told(files: dict[str, bytes]) -> None:
    assert {name.split("/")[0] for name in files} >= {"alpha", "beta", "gamma-agency"}
    for name, content in files.items():
        text = text_of(content)
        for body in ("alpha", "beta"):
            if not name.startswith(f"{body}/"):
                assert f"{body}-marker" not in text, name
    assert "alpha-marker comment" in text_of(files["alpha/pack.docx"])
    assert "beta-marker comment" in text_of(files["beta/pack.xlsx"])


def test_each_folder_holds_the_pack_twice_and_what_is_given_back(files: dict[str, bytes]) -> None:
    names = {name for name in files if name.startswith("alpha/")}
    given = ("letter.docx", "agenda.docx", "pack.docx", "pack.xlsx", "questionnaire.xlsx", "measures.xlsx")
    assert names == {f"alpha/{name}" for name in given}
    assert {name for name in files if name.startswith("gamma-agency/")} == {
        f"gamma-agency/{name}" for name in ("letter.docx", "pack.docx", "pack.xlsx", "measures.xlsx")
    }
    assert {"overview.docx", "overview.xlsx"} <= set(files)


def test_asks_are_the_overdue_measure_then_gaps_then_unanswered() -> None:
    subject = subject_of(of_two_bodies())
    alpha = next(share for share in shares(subject) if share.body.id == "alpha")
    asks = list(asks_of(subject, alpha))
    # m-1 ended before the as-of date; D01-1 is alpha's only gap; all else it leads is unanswered.
    assert asks[0] == 'Overdue: say what has become of "Alpha measure", or set a new end.'
    assert asks[1].startswith("D01-1 (")
    assert asks[2].startswith("Not answered, ")
    assert "Beta measure" not in "\n".join(texts_of(pack(subject, alpha)))
    assert sum(text in asks for text in texts_of(pack(subject, alpha))) == ASKS


def test_a_measure_nobody_leads_is_listed_once(files: dict[str, bytes]) -> None:
    subject = subject_of(of_two_bodies())
    assert [found.measure.id for found in unassigned(subject)] == ["m-3"]
    assert "Nobody's measure" in text_of(files["overview.docx"]).replace("&apos;", "'")
    alpha = next(share for share in shares(subject) if share.body.id == "alpha")
    assert [found.measure.id for found in alpha.partner_in] == ["m-3"]


def test_all_packs_together_hold_every_statement_and_every_measure() -> None:
    subject = subject_of(sample_state(LIBRARY, AS_OF))
    found = shares(subject)
    items = {item for share in found for item in share.items}
    assert items == {item.id for item in subject.lens.items}
    led = [measure.measure.id for share in found for measure in share.measures]
    left = [measure.measure.id for measure in unassigned(subject)]
    plan = subject.results.plans[0].plan
    assert sorted([*led, *left]) == sorted(measure.id for measure in plan.measures)


def test_the_same_packs_are_the_same_archive_and_paths_are_harmless() -> None:
    risky = Body(id="../up", name="../../etc/passwd", leads=("MOJ",))
    assessment = assessment_of({"D01-1": 1}, LIBRARY, bodies=(risky,), as_of=AS_OF)
    looked_at = results_of(assessment, LIBRARY, as_of=AS_OF, depth="rapid")
    made = packs(assessment, looked_at, LIBRARY, ENGLISH)
    names = ZipFile(BytesIO(packs_as_zip(made))).namelist()
    assert all(".." not in name and not name.startswith("/") for name in names)
    assert any(name.startswith("etc-passwd/") for name in names)
    assert packs_as_zip({"a.txt": b"1", "b.txt": b"2"}) == packs_as_zip({"b.txt": b"2", "a.txt": b"1"})
