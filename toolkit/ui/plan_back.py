"""The uploaded workbook given back with notes on its cells, for as long as the file is at hand in this session."""

import streamlit as st

from toolkit.report.workbook_back import WorkbookBack
from toolkit.tasks.workbook_back import workbook_back
from toolkit.ui import session
from toolkit.ui.plan_sections import PlanShown
from toolkit.ui.plan_upload import Source


@st.fragment
def draw_back(shown: PlanShown) -> None:
    """Put the notes in when asked, then offer the workbook."""
    say = shown.say
    st.subheader(say("back.title"), anchor=False)
    source: Source | None = session.value("plan_source", shown.kept.id)
    if source is None or source.digest != shown.kept.plan.digest:
        st.markdown(say("back.again"))
        return
    st.markdown(say("back.explain"))
    st.button(say("back.make"), key=session.key("back_make", shown.kept.id), on_click=_make, args=(shown, source))
    made: tuple[str, WorkbookBack, str] | None = session.value("back_made", shown.kept.id)
    if made is None or made[0] != _stamp(shown):
        return
    _, back, name = made
    if back.is_copy:
        st.markdown(say("back.copy"))
    st.download_button(
        say("back.download", name=name),
        back.content,
        file_name=name,
        key=session.key("back_download", shown.kept.id),
        on_click="ignore",
        icon=":material/download:",
    )


def _stamp(shown: PlanShown) -> str:
    """What the workbook was made from: the plan as of this version, in this language."""
    return f"{shown.kept.version}:{shown.kept.plan.digest}:{shown.language.code}"


def _make(shown: PlanShown, source: Source) -> None:
    with st.spinner(shown.say("back.making")):
        back, name = workbook_back(source.content, source.name, shown.looked_at, shown.language)
    session.put("back_made", shown.kept.id, (_stamp(shown), back, name))
