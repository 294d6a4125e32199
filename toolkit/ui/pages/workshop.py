"""Eight weeks: what to do in which week, what is done as the record shows it, and the papers for meetings."""

from datetime import date

import streamlit as st

from toolkit.language import NOT_KNOWN
from toolkit.library.eight_weeks import KnownBy, Week, WeekTask
from toolkit.tasks import workshop
from toolkit.tasks.progress import Share
from toolkit.tasks.workshop import Standing
from toolkit.ui import frame, looking, result_shown, session
from toolkit.ui.meeting_papers import draw_papers
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, address, table, written
from toolkit.ui.widgets import share_bar

WORDS = "workshop"
SIGN = {"done": "full", "begun": "partly", "open": "none", "nothing": "none"}
Standings = dict[KnownBy, Standing]


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say(f"{WORDS}.title"))
    st.markdown(say(f"{WORDS}.lead"))
    found = dict(workshop.standings(here.assessment, looking.results(here), here.library, here.language, here.today))
    _whole(here, found)
    start = _start(here)
    for week in here.library.eight_weeks.weeks:
        _week(here, week, found, start)
    draw_papers(here)
    frame.draw_next("profile", say(f"{WORDS}.to_profile"))


def _whole(here: Here, found: Standings) -> None:
    whole = workshop.whole(found)
    text = here.language.say(f"{WORDS}.whole", done=whole.done, all=whole.of)
    st.html(share_bar(Share(answered=whole.done, asked=whole.of), text, here.language.say(f"{WORDS}.whole_name")))


def _start(here: Here) -> date | None:
    """The day on which week 1 begins, if one was given; it stands in the address of the page."""
    say, key = here.language.say, session.key("week_start", here.id)
    if not session.is_drawn("week_start", here.id):
        session.put("week_start", here.id, _day(result_shown.kept(here.id, "start")))
    chosen: date | None = st.date_input(
        say(f"{WORDS}.start"), format="YYYY-MM-DD", key=key, help=say(f"{WORDS}.start_help")
    )
    result_shown.keep(here.id, "start", chosen.isoformat() if chosen else None)
    return chosen


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _week(here: Here, week: Week, found: Standings, start: date | None) -> None:
    say = here.language.say
    dated = {"date": workshop.begins(week, start).isoformat()} if start else {}
    st.header(say(f"{WORDS}.week_dated" if start else f"{WORDS}.week", n=week.number, name=week.name, **dated))
    headings = [say(f"{WORDS}.column.{name}") for name in ("task", "who_does", "where", "state_of")]
    rows = [_task(here, task, found) for task in week.tasks]
    caption = say(f"{WORDS}.week", n=week.number, name=week.name)
    st.html(f'<div class="rt-weeks">{table(caption, headings, rows)}</div>')
    st.html(f'<p class="rt-small">{written(say(f"{WORDS}.product", product=week.product))}</p>')
    if any(task.page in frame.FROM_A_PAGE for task in week.tasks):
        with st.container(key="to_screen"):
            frame.link("projector", say(f"{WORDS}.screen.title"))


def _task(here: Here, task: WeekTask, found: Standings) -> list[Cell | str]:
    say = here.language.say
    return [task.text, say(f"{WORDS}.who.{task.who}"), _where(here, task), _standing(here, task, found)]


def _where(here: Here, task: WeekTask) -> Cell:
    """The page where a task is done, or the papers below."""
    say = here.language.say
    if task.page is not None and task.page in session.pages():
        return Cell(say(f"interface.frame.pages.{task.page}"), link=address(task.page, session.link()))
    return Cell(say(f"{WORDS}.papers.below"), link="#papers") if task.paper else Cell(NOT_KNOWN)


def _standing(here: Here, task: WeekTask, found: Standings) -> Cell:
    """How far a task is as the record shows it; what only people know carries no sign."""
    say = here.language.say
    if task.known_by is None:
        return Cell(say(f"{WORDS}.standing.people"), code="none")
    standing = found[task.known_by]
    counted = say(f"{WORDS}.standing.count", done=standing.done, all=standing.of) if standing.of > 1 else ""
    return Cell(say(f"{WORDS}.standing.{standing.code}"), under=(counted,), code=SIGN[standing.code])


with st.container(key="wide"):
    draw(frame.opened())
