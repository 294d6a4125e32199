"""Bodies: how far each has come, who leads what, and what is noted of one of them."""

import streamlit as st

from toolkit.language import NOT_KNOWN
from toolkit.record.assessment import COORDINATOR
from toolkit.record.bodies import Stage
from toolkit.tasks.bodies import BodyPart, parts
from toolkit.ui import body_steps, frame, lead_map
from toolkit.ui.answering_as import draw_answering_as
from toolkit.ui.kept_facts import say_kept
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, number, table, written

PAGE = "bodies"


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say("bodies.title"))
    st.markdown(say("bodies.lead"))
    say_kept(here, PAGE)
    found = parts(here.assessment, here.lens, here.library, here.language, here.today)
    if here.assessment.bodies:
        _standing(here, found)
        draw_answering_as(here)
        body_steps.draw_steps(here, found)
    lead_map.draw_leads(here)
    if here.assessment.bodies:
        body_steps.draw_relations(here)
    frame.draw_next("answers", say("bodies.to_answers"))


def _standing(here: Here, found: tuple[BodyPart, ...]) -> None:
    """Who is missing, and how far each body has come."""
    say = here.language.say
    awaited = [part for part in found if part.is_missing]
    given = [part for part in found if part.items and part.body in {body.id for body in here.assessment.bodies}]
    names = ", ".join(say("bodies.overdue", body=part.name) if part.overdue else part.name for part in awaited)
    text = say("bodies.standing.back", back=len(given) - len(awaited), all=len(given))
    st.html(f'<p class="rt-headline">{written(text)}</p>')
    if awaited:
        st.html(f'<p class="rt-small">{written(say("bodies.standing.missing", bodies=names))}</p>')
    columns = ("body", "leads", "stage", "answered", "due", "day")
    st.html(
        table(
            say("bodies.standing.caption"),
            [say(f"bodies.standing.{name}") for name in columns],
            [_row(here, part) for part in found],
        )
    )


def _row(here: Here, part: BodyPart) -> list[Cell]:
    say, sending = here.language.say, part.sending
    names = here.library.scales.bodies
    leads = ", ".join(names[code].name for code in part.leads) or say("bodies.standing.none")
    due = sending.due.isoformat() if sending.due else NOT_KNOWN
    remark = sending.sent_back.remark if part.stage == "sent_back" and sending.sent_back else part.cleared_by
    return [
        Cell(part.name),
        Cell(leads),
        Cell(_stage(here, part), under=(remark,), code=_sign(part)),
        number(say("bodies.standing.of", answered=part.answered, asked=len(part.items))),
        Cell(due, under=(say("bodies.standing.overdue"),) if part.overdue else ()),
        Cell(_day(part)),
    ]


def _stage(here: Here, part: BodyPart) -> str:
    """How far a body has come; of the coordinator, who is sent nothing, only that it cleared its part."""
    if part.body == COORDINATOR and part.stage is not Stage.CLEARED:
        return NOT_KNOWN
    return here.language.say(f"bodies.stage.{part.stage.value}")


def _sign(part: BodyPart) -> str:
    return {"cleared": "full", "returned": "partly", "sent_back": "provisional", "sent": "paper"}.get(
        part.stage.value, "none"
    )


def _day(part: BodyPart) -> str:
    """Day of the last step."""
    sending = part.sending
    back = sending.sent_back.on if sending.sent_back else None
    days = {"cleared": part.cleared_on, "returned": sending.returned, "sent_back": back, "sent": sending.sent}
    day = days.get(part.stage.value)
    return day.isoformat() if day else NOT_KNOWN


with st.container(key="wide"):
    draw(frame.opened())
