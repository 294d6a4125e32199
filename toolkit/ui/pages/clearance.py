"""Clear: what to look at first, clearing a part or the whole, what was cleared, and reopening it with a reason."""

import streamlit as st

from toolkit.record.assessment import Clearance
from toolkit.record.bodies import clearance_of
from toolkit.record.store import AssessmentGone, NotSaved
from toolkit.tasks.bodies import body_name
from toolkit.tasks.clearance import LISTS, ToCheck, clear, reopen, to_check
from toolkit.ui import frame, session
from toolkit.ui.answers_checked import answers_table
from toolkit.ui.cleared_before import draw_cleared, part_name
from toolkit.ui.kept_facts import Kept, remember, say_at_field, say_kept
from toolkit.ui.pages_of_items import items_linked
from toolkit.ui.session import Here
from toolkit.ui.tables import written

PAGE = "clearance"
WHOLE = ""


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say("clearance.title"))
    st.markdown(say("clearance.lead"))
    say_kept(here, PAGE)
    _begin_to_look(here)
    body = _which(here)
    cleared = clearance_of(here.assessment, body)
    if cleared is None:
        _check(here, body)
        _clear(here, body)
    else:
        _reopen(here, body, cleared)
    draw_cleared(here)
    frame.draw_next("report", say("interface_results.results.to_report"))


def _begin_to_look(here: Here) -> None:
    """Remember the version that is looked at, from coming to the page until something is cleared, reopened, refused."""
    if not session.is_drawn("clear_which", here.id) or session.value("looked_at", here.id) is None:
        session.put("looked_at", here.id, here.stored.version)


def _which(here: Here) -> str | None:
    """Id of the body whose part is looked at; None for the whole."""
    bodies = [body.id for body in here.assessment.bodies]
    chosen = st.selectbox(
        here.language.say("clearance.which"),
        [WHOLE, *bodies],
        index=bodies.index(here.body) + 1 if here.body in bodies else 0,
        format_func=lambda id: part_name(here, id or None),
        key=session.key("clear_which", here.id),
    )
    return chosen or None


def _check(here: Here, body: str | None) -> None:
    """What is wanting, in counts, each with its statements on request."""
    say, found = here.language.say, to_check(here.assessment, here.lens, here.library, body)
    st.header(say("clearance.check.heading"), anchor=False)
    if found.is_ready:
        st.html(f'<p class="saved saved-saved">{written(say("clearance.check.ready"))}</p>')
    else:
        _wanting(here, found)
    if st.toggle(say("clearance.check.answers"), key=session.key("check_answers", here.id)):
        st.html(answers_table(here, found.asked, body))


def _wanting(here: Here, found: ToCheck) -> None:
    say = here.language.say
    wanting = {name: getattr(found, name) for name in LISTS if getattr(found, name)}
    lines = [say(f"clearance.check.{name}", n=len(items)) for name, items in wanting.items()]
    if found.parts:
        names = ", ".join(body_name(part, here.assessment, here.library, here.language) for part in found.parts)
        lines.append(say("clearance.check.parts", n=len(found.parts), bodies=names))
    st.html("<ul class='rt-list'>" + "".join(f"<li>{written(line)}</li>" for line in lines) + "</ul>")
    st.caption(say("clearance.check.still"))
    if wanting and st.toggle(say("clearance.check.open"), key=session.key("check_open", here.id)):
        for name, items in wanting.items():
            st.html(f'<p class="side">{written(say(f"clearance.check.{name}", n=len(items)))}</p>')
            st.html(items_linked(here, items))


def _clear(here: Here, body: str | None) -> None:
    say, at = here.language.say, f"{here.id}:{body or WHOLE}"
    st.header(say("clearance.do.heading"), anchor=False)
    say_at_field(here, PAGE, "role_missing")
    st.text_input(say("clearance.do.role"), key=session.key("clear_role", at))
    st.date_input(
        say("clearance.do.date"),
        value=here.today,
        max_value=here.today,
        format="YYYY-MM-DD",
        key=session.key("clear_date", at),
    )
    st.button(
        say("clearance.do.clear"),
        key=session.key("clear", at),
        type="primary",
        on_click=_do_clear,
        args=(here, body),
    )


def _do_clear(here: Here, body: str | None) -> None:
    """Clear what was looked at, as it was looked at: not what came since, though the page was drawn anew meanwhile."""
    at = f"{here.id}:{body or WHOLE}"
    role = str(session.value("clear_role", at) or "").strip()
    if not role:
        remember(PAGE, here.id, Kept("role_missing"))
        return
    day = session.value("clear_date", at) or here.today
    try:
        saved = clear(session.store(), here.id, session.forget("looked_at", here.id), role, day, body)
    except (NotSaved, AssessmentGone):
        remember(PAGE, here.id, Kept("not_kept"))
        return
    remember(PAGE, here.id, Kept("moved_on") if saved is None else Kept("cleared_now", at=saved.at))


def _reopen(here: Here, body: str | None, cleared: Clearance) -> None:
    say, at = here.language.say, f"{here.id}:{body or WHOLE}"
    st.header(say("clearance.is.heading"), anchor=False)
    text = say("clearance.is.text", date=cleared.date.isoformat(), role=cleared.role)
    st.html(f'<p class="rt-headline">{written(text)}</p>')
    say_at_field(here, PAGE, "reason_wanted")
    st.text_input(say("clearance.reason"), key=session.key("reopen_why", at))
    st.text_input(say("clearance.is.role"), key=session.key("reopen_role", at))
    st.button(say("clearance.is.reopen"), key=session.key("reopen_part", at), on_click=_do_reopen, args=(here, body))


def _do_reopen(here: Here, body: str | None) -> None:
    at = f"{here.id}:{body or WHOLE}"
    reason, role = (str(session.value(name, at) or "").strip() for name in ("reopen_why", "reopen_role"))
    if not reason:
        remember(PAGE, here.id, Kept("reason_wanted"))
        return
    try:
        done = reopen(session.store(), here.id, reason, here.today, role, body)
    except (NotSaved, AssessmentGone):
        remember(PAGE, here.id, Kept("not_kept"))
        return
    session.forget("looked_at", here.id)
    remember(PAGE, here.id, Kept("reopened" if done else "reopened_before"))


with st.container(key="wide"):
    draw(frame.opened())
