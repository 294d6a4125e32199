"""A ministry's own Word template for its reports: brought in once a session, read by the task, taken off again."""

from dataclasses import dataclass

import streamlit as st

from toolkit.confined import MEGABYTE, Limits
from toolkit.problem import Problem
from toolkit.tasks.word_template import read_a_template
from toolkit.ui import session
from toolkit.ui.session import Here
from toolkit.ui.widgets import draw_problems

WORDS = "report_template"
LIMITS = Limits()


@dataclass(frozen=True)
class Template:
    """A template as it was brought in: its file, what a report can take of it, and what was wrong with it."""

    id: str
    name: str
    content: bytes | None
    problems: tuple[Problem, ...]


def choose_template(here: Here) -> None:
    """The box for a template and what came of it; a report made in another dress is offered no longer."""
    say = here.language.say
    given = st.file_uploader(
        say(f"{WORDS}.upload"),
        type=["docx", "dotx"],
        key=session.key("report_template_file", here.id),
        max_upload_size=LIMITS.bytes // MEGABYTE,
    )
    st.caption(say(f"{WORDS}.explain", megabytes=LIMITS.bytes // MEGABYTE))
    held: Template | None = session.value("report_template", here.id)
    if given is None:
        if session.forget("report_template", here.id) is not None:
            session.forget("report_made", here.id)
        return
    if held is None or held.id != given.file_id:
        held = _read(given.file_id, given.name, given.getvalue())
        session.put("report_template", here.id, held)
        session.forget("report_made", here.id)
    draw_problems(held.problems, here.language)


def template_taken(here: Here) -> bytes | None:
    """The template that a report is dressed in; None without one that it can take."""
    held: Template | None = session.value("report_template", here.id)
    return held.content if held is not None else None


def _read(id: str, name: str, content: bytes) -> Template:
    found, problems = read_a_template(content, name)
    return Template(id, name, found, tuple(problems))
