"""Taking answers in: files as they came back, what they change, where they contradict, and the choice what to take.

What was read stays in this session until it is taken over or put away; the record is changed in one step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from toolkit.confined import MEGABYTE, Limits
from toolkit.language import NOT_KNOWN
from toolkit.record.assessment import Response
from toolkit.record.merge import CONFLICT, AnswerConflict, Merged, Whose
from toolkit.record.store import AssessmentGone, NotSaved, StillCleared, StoredAssessment
from toolkit.tasks.body_meant import body_meant, name_of
from toolkit.tasks.read_answers import FileRead, merge_files, read_file
from toolkit.tasks.returned import TakenIn, take_back, take_in
from toolkit.ui import session
from toolkit.ui.answers_text import answer_text, differences, place_text
from toolkit.ui.facility_preview import draw_sheet_changes
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, number, table, written
from toolkit.ui.widgets import draw_problems
from toolkit.ui.words_on_page import plain, spoken

WORDS = "interface_answers.back"
LIMITS = Limits()
SHOWN = 200
NEITHER = ""


@dataclass(frozen=True)
class Outcome:
    """How the last step ended."""

    kind: Literal["taken", "changed", "not_kept", "undone", "not_undone", "put_away", "cleared"]
    at: str = ""
    answers: int = 0
    sheets: int = 0


def draw_in(here: Here) -> None:
    """Files in, what they bring, and the choice to take it over."""
    say = here.language.say
    st.header(say(f"{WORDS}.heading"), anchor=False)
    st.markdown(say(f"{WORDS}.lead"))
    _say_outcome(here)
    _upload(here)
    files: tuple[FileRead, ...] = session.value("answers_read", here.id) or ()
    if files:
        _preview(here, files)
    _draw_undo(here)


def _upload(here: Here) -> None:
    say = here.language.say
    round_of_files = session.value("answers_round", here.id) or 0
    given = st.file_uploader(
        say(f"{WORDS}.upload"),
        accept_multiple_files=True,
        max_upload_size=LIMITS.bytes // MEGABYTE,
        key=session.key("answers_file", f"{here.id}:{round_of_files}"),
    )
    st.caption(say(f"{WORDS}.limits", megabytes=LIMITS.bytes // MEGABYTE))
    if given:
        with st.spinner(say(f"{WORDS}.reading")):
            read = tuple(read_file(file.getvalue(), file.name, here.library) for file in given)
        session.put("answers_read", here.id, (*(session.value("answers_read", here.id) or ()), *read))
        session.count("answers_round", here.id)
        st.rerun()


def _preview(here: Here, files: Sequence[FileRead]) -> None:
    """What the files bring, laid upon the record as it stands now."""
    stored = session.store().stored(here.id, with_log=True)
    chosen = _chosen(here)
    merged = merge_files(stored.assessment, files, here.library, here.today, chosen)
    _files(here, files)
    _counts(here, merged)
    _changes(here, merged)
    draw_sheet_changes(here, merged.sheets)
    for conflict in _conflicts(here, stored, files):
        _choose(here, conflict)
    noted = [found for found in merged.problems if found.code != CONFLICT]
    if noted:
        st.subheader(here.language.say(f"{WORDS}.problems", n=len(noted)), anchor=False)
        draw_problems(noted[:SHOWN], here.language)
    _buttons(here, stored, merged)


def _conflicts(here: Here, stored: StoredAssessment, files: Sequence[FileRead]) -> tuple[AnswerConflict, ...]:
    """Contradictions as they are before anybody chose, so that a choice can be changed."""
    found = merge_files(stored.assessment, files, here.library, here.today).conflicts
    session.put("answers_open", here.id, tuple((conflict.item, conflict.body) for conflict in found))
    return found


def _chosen(here: Here) -> dict[Whose, str]:
    """What was chosen in each contradiction; none where both are to be held back."""
    asked: tuple[Whose, ...] = session.value("answers_open", here.id) or ()
    chosen = {whose: session.value("answers_choice", _of(here, whose)) for whose in asked}
    return {whose: digest for whose, digest in chosen.items() if digest}


def _of(here: Here, whose: Whose) -> str:
    return f"{here.id}:{whose[0]}:{whose[1]}"


def _body(here: Here, id: str) -> str:
    return name_of(body_meant(id, here.assessment, here.library), here.library, here.language)


def _files(here: Here, files: Sequence[FileRead]) -> None:
    say = here.language.say
    headings = [say(f"{WORDS}.file.{name}") for name in ("name", "body", "answers", "problems")]
    rows = []
    for found in files:
        bodies = list(dict.fromkeys(told.body for told in found.brought.told))
        named = found.stamp.name if found.stamp is not None and found.stamp.name else ""
        facilities = [told.sheet.name for told in found.brought.sheets]
        whose = ", ".join(facilities or [_body(here, id) for id in bodies]) or named or NOT_KNOWN
        noted = [problem for problem in found.brought.problems if problem.severity.value != "remark"]
        told = number(str(len(found.brought.told) + len(facilities)))
        rows.append([Cell(found.name), Cell(whose), told, number(str(len(noted)))])
    st.html(table(say(f"{WORDS}.file.caption"), headings, rows))


def _counts(here: Here, merged: Merged) -> None:
    new = sum(change.before is None for change in merged.changes)
    text = here.language.say(
        f"{WORDS}.counts",
        new=new,
        changed=len(merged.changes) - new,
        same=merged.same,
        conflicts=len(merged.conflicts),
    )
    st.html(f'<p class="rt-headline">{written(text)}</p>')


def _changes(here: Here, merged: Merged) -> None:
    """Answers that would change, each as it is and as it would be."""
    if not merged.changes:
        return
    say = here.language.say
    st.subheader(say(f"{WORDS}.changes", n=len(merged.changes)), anchor=False)
    headings = [say(f"{WORDS}.change.{name}") for name in ("item", "body", "before", "after", "also")]
    rows = [
        [
            Cell(change.item, under=(here.library.items[change.item].text,)),
            Cell(_body(here, change.body)),
            Cell(answer_text(change.before, here.library, here.language)),
            Cell(answer_text(change.after, here.library, here.language)),
            Cell(differences(change.before, change.after, here.language)),
        ]
        for change in merged.changes[:SHOWN]
    ]
    st.html(table(say(f"{WORDS}.change.caption"), headings, rows))
    if len(merged.changes) > SHOWN:
        st.caption(say(f"{WORDS}.more", n=SHOWN, all=len(merged.changes)))


def _choose(here: Here, conflict: AnswerConflict) -> None:
    """One contradiction: every version with where it stands, and the choice which one holds."""
    say = here.language.say
    versions = {version.digest: version for version in conflict.versions}

    def label(digest: str) -> str:
        return say(f"{WORDS}.conflict.neither") if digest == NEITHER else _version_text(here, versions[digest].response)

    with st.container(border=True, key=f"conflict-{conflict.item}-{len(conflict.body)}"):
        st.radio(
            say(f"{WORDS}.conflict.which", item=conflict.item, body=spoken(_body(here, conflict.body))),
            [NEITHER, *versions],
            format_func=lambda digest: plain(label(digest)),
            captions=["", *(plain(place_text(found, here.language)) for found in versions.values())],
            key=session.key("answers_choice", _of(here, (conflict.item, conflict.body))),
        )


def _version_text(here: Here, response: Response) -> str:
    parts = (answer_text(response, here.library, here.language), " ".join(response.comment.split())[:SHOWN])
    return ": ".join(part for part in parts if part)


def _buttons(here: Here, stored: StoredAssessment, merged: Merged) -> None:
    say = here.language.say
    nothing = not (merged.changes or merged.sheets) and merged.assessment.held == stored.assessment.held
    with st.container(horizontal=True, key="answers_buttons"):
        st.button(
            _apply_label(here, merged),
            key=session.key("answers_apply", here.id),
            type="primary",
            disabled=nothing,
            on_click=apply,
            args=(here.id, stored, merged),
        )
        st.button(
            say(f"{WORDS}.discard"), key=session.key("answers_discard", here.id), on_click=discard, args=(here.id,)
        )


def _apply_label(here: Here, merged: Merged) -> str:
    n, sheets = len(merged.changes), len(merged.sheets)
    if sheets:
        return here.language.say("facility.preview.apply", n=n, sheets=sheets)
    return here.language.say(f"{WORDS}.apply", n=n)


def apply(id: str, stored: StoredAssessment, merged: Merged) -> None:
    """Take over what was shown, in one step."""
    try:
        step = take_in(session.store(), id, stored, merged)
    except StillCleared:
        session.put("answers_outcome", id, Outcome("cleared"))
        return
    except (NotSaved, AssessmentGone):
        session.put("answers_outcome", id, Outcome("not_kept"))
        return
    if step is None:
        session.put("answers_outcome", id, Outcome("changed"))
        return
    session.put("answers_undo", id, step)
    session.put("answers_outcome", id, Outcome("taken", step.at, len(merged.changes), len(merged.sheets)))
    session.forget("answers_read", id)


def discard(id: str) -> None:
    """Put the files away; nothing of them was taken over."""
    session.forget("answers_read", id)
    session.put("answers_outcome", id, Outcome("put_away"))


def _draw_undo(here: Here) -> None:
    if session.value("answers_undo", here.id) is not None:
        st.button(
            here.language.say(f"{WORDS}.undo"),
            key=session.key("answers_back", here.id),
            on_click=undo,
            args=(here.id,),
        )


def undo(id: str) -> None:
    """Bring back what stood before the last files were taken over."""
    step: TakenIn | None = session.value("answers_undo", id)
    if step is None:
        return
    try:
        done = take_back(session.store(), id, step)
    except StillCleared:
        session.put("answers_outcome", id, Outcome("cleared"))
        return
    except (NotSaved, AssessmentGone):
        session.put("answers_outcome", id, Outcome("not_kept"))
        return
    session.forget("answers_undo", id)
    session.put("answers_outcome", id, Outcome("undone" if done else "not_undone"))


def _say_outcome(here: Here) -> None:
    outcome: Outcome | None = session.forget("answers_outcome", here.id)
    if outcome is None:
        return
    time = session.time_of(outcome.at) if outcome.at else ""
    text = _outcome_text(here, outcome, time)
    look = "saved" if outcome.kind in ("taken", "undone", "put_away") else "failed"
    st.html(f'<p class="saved saved-{look}" role="status">{written(text)}</p>')


def _outcome_text(here: Here, outcome: Outcome, time: str) -> str:
    say, n = here.language.say, outcome.answers
    if outcome.kind == "taken" and outcome.sheets:
        return say("facility.preview.taken", sheets=outcome.sheets, time=time, n=n)
    return say(f"{WORDS}.outcome.{outcome.kind}", time=time, n=n)
