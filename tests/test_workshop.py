"""Eight weeks: what the record shows as done, and the papers for meetings: blank, complete, nothing invented."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.made import assessment_of
from tests.reports import ENGLISH, LIBRARY, table_of, texts_of, word_tables, word_text
from toolkit.library.content_check import check_library
from toolkit.library.eight_weeks import EightWeeks, check_eight_weeks
from toolkit.library.lens import look_through
from toolkit.record.assessment import Assessment, Body, Clearance, Mark, Response, Scope, Sending
from toolkit.report.agenda import body_agenda, rapid_agenda, topics
from toolkit.report.checklist_paper import checklist_paper
from toolkit.report.letters_to_bodies import letter
from toolkit.report.meeting_paper import BOX
from toolkit.report.pack import Share
from toolkit.report.subject import Subject
from toolkit.report.tree import Report
from toolkit.tasks import workshop
from toolkit.tasks.packs import packs, shares
from toolkit.tasks.results import results_of
from toolkit.tasks.workshop import Chosen, Standing

AS_OF = date(2026, 6, 30)
PLAN = LIBRARY.eight_weeks


def subject_of(assessment: Assessment, depth: str = "full") -> Subject:
    found = results_of(assessment, LIBRARY, as_of=AS_OF, lens=look_through(LIBRARY, "a-res-78-224", depth))  # type: ignore[arg-type]
    return Subject(assessment, found, LIBRARY, ENGLISH)


def standings(assessment: Assessment) -> dict[str, tuple[int, int]]:
    found = workshop.standings(assessment, subject_of(assessment).results, LIBRARY, ENGLISH, AS_OF)
    return {name: (each.done, each.of) for name, each in found.items()}


def share_of(assessment: Assessment, body: str) -> Share:
    return next(found for found in shares(subject_of(assessment)) if found.body.id == body)


def printed(report: Report) -> str:
    return "\n".join(texts_of(report))


# The plan


def test_the_plan_has_eight_weeks_each_with_a_product_and_something_to_do() -> None:
    assert [week.number for week in PLAN.weeks] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(week.tasks and week.product for week in PLAN.weeks)
    assert check_library(LIBRARY) == []


def test_a_hole_in_the_weeks_and_a_task_named_twice_are_problems() -> None:
    holed = EightWeeks(meeting=PLAN.meeting, weeks=(PLAN.weeks[0], PLAN.weeks[2]))
    assert [found.code for found in check_eight_weeks(holed)] == ["content_value_wrong"]
    first = PLAN.weeks[0]
    twice = first.model_copy(update={"tasks": (*first.tasks, first.tasks[0])})
    found = list(check_eight_weeks(EightWeeks(meeting=PLAN.meeting, weeks=(twice,))))
    assert [(each.code, each.values["id"]) for each in found] == [("content_id_repeated", "mandate")]


def test_weeks_are_counted_from_the_day_a_user_gives() -> None:
    assert workshop.begins(PLAN.weeks[0], date(2026, 9, 7)) == date(2026, 9, 7)
    assert workshop.begins(PLAN.weeks[2], date(2026, 9, 7)) == date(2026, 9, 21)
    assert workshop.begins(PLAN.weeks[7], date(2026, 9, 7)) == date(2026, 10, 26)


# What the record shows


def test_of_an_empty_record_nothing_is_done_and_nothing_is_a_guess() -> None:
    found = standings(Assessment())
    assert {name for name, (done, _) in found.items() if done} == set()
    assert found["rapid"] == (0, 24)
    assert found["answered"] == (0, 80)
    assert found["sent"] == found["returned"] == found["agreed"] == found["links"] == (0, 0)


def test_every_task_that_the_record_can_show_is_counted() -> None:
    named = {task.known_by for week in PLAN.weeks for task in week.tasks} - {None}
    assert named == set(standings(Assessment()))


def test_what_is_recorded_counts() -> None:
    bodies = (Body(id="alpha", name="Alpha", leads=("MOJ",)), Body(id="beta", name="Beta", leads=("PRI",)))
    told = Assessment(
        profile={"state": "Talvenia"},
        scope=Scope(covers="The whole country"),
        bodies=bodies,
        # D01-1 is in the rapid scan; the bodies are two levels apart.
        responses=(Response(item="D01-1", body="alpha", level=1), Response(item="D01-1", body="beta", level=3)),
        sendings={"alpha": Sending(sent=AS_OF, returned=AS_OF)},
        marks={"D01-1": Mark(mark="first")},
        clearances=(Clearance(body="beta", role="Director", date=AS_OF),),
        next_date=date(2027, 6, 30),
    )
    found = standings(told)
    assert found["profile"] == (2, 3)  # the as-of date is missing
    assert found["bodies"][0] == 2
    assert found["rapid"] == (1, 24)
    assert found["sent"] == found["returned"] == (2, 2)  # a cleared part was returned
    assert found["agreed"] == (0, 1)
    assert found["marks"] == found["next_date"] == (1, 1)
    assert (found["cleared_parts"], found["cleared"]) == ((1, 2), (0, 1))


@pytest.mark.parametrize(("done", "of", "code"), [(0, 0, "nothing"), (0, 2, "open"), (1, 2, "begun"), (2, 2, "done")])
def test_a_standing_has_a_word(done: int, of: int, code: str) -> None:
    assert Standing(done=done, of=of).code == code


# The blank checklist


def test_the_blank_checklist_holds_every_statement_with_boxes_and_room_and_no_answer() -> None:
    told = assessment_of({"D01-1": 2}, LIBRARY)
    told = told.model_copy(
        update={"responses": (told.responses[0].model_copy(update={"comment": "Told in confidence"}),)}
    )
    subject = subject_of(told, "rapid")
    items = [asked.id for asked in subject.lens.items]
    made = checklist_paper(subject, items)
    assert len(list(made.tables())) == 24
    for item in items:
        table = table_of(made, f"paper-{item.lower()}")
        boxes = [row for row in table.rows if row[0].shown == BOX]
        # Five levels, not known, not ours, and "not applicable" where the item allows a reason.
        assert len(boxes) == 7 + bool(LIBRARY.items[item].not_applicable)
        assert [row[2].shown for row in boxes[:5]] == list(LIBRARY.level_texts(item))
        assert len(table.rows) == len(boxes) + 2
    assert "Told in confidence" not in printed(made)
    assert made.seal == ""


def test_a_fact_of_participation_has_yes_partly_no_instead_of_levels() -> None:
    subject = subject_of(Assessment())
    item = next(found.id for found in subject.lens.items if LIBRARY.items[found.id].participation)
    table = table_of(checklist_paper(subject, [item]), f"paper-{item.lower()}")
    assert [row[1].shown for row in table.rows[:3]] == ["Yes", "Partly", "No"]


def test_a_checklist_is_made_for_a_body_or_a_subject() -> None:
    told = Assessment(bodies=(Body(id="alpha", name="Alpha", leads=("EDU",)),))
    lens = look_through(LIBRARY, "a-res-78-224")
    education = {asked.id for asked in lens.items if LIBRARY.items[asked.id].lead == "EDU"}
    assert set(workshop.items_chosen(Chosen(body="alpha"), told, lens, LIBRARY)) == education
    of_d03 = workshop.items_chosen(Chosen(dimension="D03"), told, lens, LIBRARY)
    assert of_d03 and all(item.startswith("D03-") for item in of_d03)
    assert workshop.items_chosen(Chosen(body="nobody"), told, lens, LIBRARY) == ()
    assert "Nothing is asked here" in printed(checklist_paper(subject_of(told), ()))


@pytest.mark.parametrize("to", ["docx", "pdf"])
def test_the_checklist_is_made_in_word_and_pdf(to: str) -> None:
    subject = subject_of(Assessment(), "rapid")
    name, content = workshop.make_checklist(
        Chosen(dimension="D01"), subject.assessment, subject.results, LIBRARY, ENGLISH, to=to, today=AS_OF
    )
    assert name == f"report_78-224_checklist-d01_rapid-scan_2026-06-30.{to}"
    assert content[:4] == (b"PK\x03\x04" if to == "docx" else b"%PDF")
    if to == "docx":
        assert len(word_tables(content)) == sum(asked.id.startswith("D01-") for asked in subject.lens.items)


# Agendas


def test_the_agenda_of_the_morning_adds_up() -> None:
    rows = table_of(rapid_agenda(subject_of(Assessment(), "rapid")), "agenda").rows
    # 15 for the opening, 12 statements of 5 minutes, 15 of pause, 12 statements, 30 for the closing.
    assert [(row[0].number, row[1].number) for row in rows] == [(0, 15), (15, 60), (75, 15), (90, 60), (150, 30)]


def test_the_agenda_of_a_body_names_what_is_open_once_and_no_answer_of_another() -> None:
    bodies = (Body(id="alpha", name="Alpha", leads=("MOJ",)), Body(id="beta", name="Beta", leads=("PRI",)))
    responses = (
        Response(item="D01-1", body="alpha", level=1),
        Response(item="D01-1", body="beta", level=3, comment="beta-marker"),
        Response(item="D01-2", body="alpha", level=1),
    )
    told = Assessment(bodies=bodies, responses=responses, as_of=AS_OF)
    subject, share = subject_of(told), share_of(told, "alpha")
    found = topics(subject, share)
    assert found["apart"] == ("D01-1",)
    assert "D01-2" in found["gaps"]
    assert "D01-1" not in found["unanswered"]
    facts = {item for item in share.items if LIBRARY.items[item].participation}  # they stand apart
    assert set(found["unanswered"]) == set(share.items) - {"D01-1", "D01-2"} - facts
    made = body_agenda(subject, share)
    assert made is not None
    assert "beta-marker" not in printed(made)
    assert "[date]" in printed(made)


def test_where_there_is_nothing_to_speak_about_there_is_no_agenda() -> None:
    share = Share(Body(id="alpha"), "Alpha", True, (), (), ())
    assert body_agenda(subject_of(Assessment()), share) is None


# Letters


def test_a_letter_says_how_much_how_long_and_leaves_day_and_signature_open() -> None:
    told = Assessment(bodies=(Body(id="alpha", name="Alpha", leads=("EDU",)),))
    share = share_of(told, "alpha")
    text = printed(letter(subject_of(told), share))
    n = len(share.items)
    assert f"asked to answer {n} statements" in text
    assert f"About {2 * n} hours" in text  # two hours a statement, planned
    assert "planned, not measured" in text
    assert all(blank in text for blank in ("[Place], [date]", "by [date]", "[Signature]", "[Function]"))
    assert "To: Alpha" in text


def test_a_due_date_that_was_noted_stands_in_the_letter() -> None:
    told = Assessment(
        bodies=(Body(id="alpha", name="Alpha", leads=("EDU",)),), sendings={"alpha": Sending(due=date(2026, 9, 1))}
    )
    assert "by 2026-09-01" in printed(letter(subject_of(told), share_of(told, "alpha")))


def test_courts_are_invited_and_not_told() -> None:
    told = Assessment(bodies=(Body(id="courts", name="Courts", leads=("JUD",)),))
    text = printed(letter(subject_of(told), share_of(told, "courts")))
    assert "You are invited to answer" in text
    assert "You are asked to answer" not in text


def test_letters_and_agendas_lie_in_each_bodys_folder() -> None:
    bodies = (Body(id="alpha", name="Alpha", leads=("EDU",)), Body(id="beta", name="Beta", leads=("HEA",)))
    told = Assessment(bodies=bodies, responses=(Response(item="D01-1", body="beta", level=1, comment="beta-marker"),))
    found = results_of(told, LIBRARY, as_of=AS_OF)
    name, content = workshop.make_letters(told, found, LIBRARY, ENGLISH, today=AS_OF)
    assert name.endswith("_letters_2026-06-30.zip")
    archive = ZipFile(BytesIO(content))
    assert {"alpha/letter.docx", "alpha/agenda.docx", "beta/letter.docx"} <= set(archive.namelist())
    assert "Alpha" in word_text(archive.read("alpha/letter.docx"))
    assert all("beta-marker" not in word_text(archive.read(each)) for each in archive.namelist())


def test_packs_hold_letter_agenda_and_the_papers_of_the_morning() -> None:
    told = Assessment(bodies=(Body(id="alpha", name="Alpha", leads=("EDU",)),), depth="rapid")
    made = packs(told, results_of(told, LIBRARY, as_of=AS_OF), LIBRARY, ENGLISH)
    assert {"alpha/letter.docx", "rapid-scan-agenda.docx", "rapid-scan-checklist.docx"} <= set(made)
