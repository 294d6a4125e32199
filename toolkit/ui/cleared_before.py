"""What was cleared, as it was then: one snapshot opened to be read, its file to be kept, and what was reopened."""

import streamlit as st

from toolkit.record.assessment import COORDINATOR, Assessment
from toolkit.record.store import Snapshot
from toolkit.tasks.bodies import body_name
from toolkit.tasks.clearance import open_snapshot
from toolkit.tasks.progress import answered_items, progress_of
from toolkit.ui import session
from toolkit.ui.answers_text import answer_text
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, plain_list, table, written
from toolkit.ui.widgets import draw_problems

SEAL_SHOWN = 16


def part_name(here: Here, body: str | None) -> str:
    """Name of what is cleared: the whole, or a body's part."""
    if body is None:
        return here.language.say("clearance.whole")
    return here.language.say("clearance.part", body=body_name(body, here.assessment, here.library, here.language))


def draw_cleared(here: Here) -> None:
    """All snapshots to choose from, the one that is opened, and what was reopened."""
    say = here.language.say
    kept = [found for found in session.store().snapshots(here.id) if here.body in (COORDINATOR, found.body)]
    st.header(say("clearance.snapshots.heading"), anchor=False)
    if not kept:
        st.markdown(say("clearance.snapshots.none"))
        return
    st.markdown(say("clearance.snapshots.lead"))
    by_id = {found.id: found for found in kept}
    chosen = st.selectbox(
        say("clearance.snapshots.choose"),
        list(by_id),
        index=None,
        placeholder=say("bodies.one.choose"),
        format_func=lambda id: _entry(here, by_id[id]),
        key=session.key("snapshot", here.id),
    )
    if chosen in by_id:
        _open(here, by_id[chosen])
    _reopened(here)


def _entry(here: Here, found: Snapshot) -> str:
    part = part_name(here, found.body)
    return here.language.say("clearance.snapshots.entry", part=part, date=found.on, role=found.role)


def _open(here: Here, found: Snapshot) -> None:
    """A snapshot read-only: its counts, its answers, its file."""
    say = here.language.say
    was, file, problems = open_snapshot(session.store(), here.id, found.id, here.library)
    if was is None or file is None:
        st.html(f'<p class="saved saved-failed">{written(say("clearance.snapshots.gone"))}</p>')
        return
    with st.container(key="snapshot", border=True):
        st.html(f'<p class="rt-name">{written(_entry(here, found))}</p>')
        st.caption(
            f"{say('clearance.snapshots.read_only')} {say('clearance.snapshots.seal', seal=found.seal[:SEAL_SHOWN])}"
        )
        lens = session.lens(was.lens, was.depth)
        share = progress_of(answered_items(was.responses), lens).whole
        counts = say("clearance.snapshots.counts", answered=share.answered, asked=share.asked)
        st.html(f"<p>{written(counts)}</p>")
        draw_problems(problems, here.language)
        st.download_button(
            say("clearance.snapshots.file"),
            file[1],
            file_name=file[0],
            mime="application/json",
            key=session.key("snapshot_file", found.id),
            on_click="ignore",
            icon=":material/download:",
        )
        st.html(_answers(here, was))


def _answers(here: Here, was: Assessment) -> str:
    say = here.language.say
    rows = [
        [
            Cell(response.item, under=(here.library.items[response.item].text,)),
            Cell(body_name(response.body, was, here.library, here.language)),
            Cell(answer_text(response, here.library, here.language)),
            Cell(response.comment),
        ]
        for response in was.responses
        if not response.is_empty
    ]
    headings = [say(f"clearance.snapshots.{name}") for name in ("item", "body", "answer", "comment")]
    return table(say("clearance.snapshots.caption"), headings, rows)


def _reopened(here: Here) -> None:
    told = [found for found in here.assessment.reopened if here.body in (COORDINATOR, found.body)]
    if not told:
        return
    say = here.language.say
    st.subheader(say("clearance.reopened.heading"), anchor=False)
    lines = [
        say(
            "clearance.reopened.entry",
            date=found.date.isoformat(),
            part=part_name(here, found.body),
            reason=found.reason,
        )
        for found in reversed(told)
    ]
    st.html(plain_list(lines))
