"""Parts of the page of facilities: the sheet to give out, the table, what the sums suggest, the choice of a level."""

from datetime import date

import streamlit as st

from toolkit.language import NOT_KNOWN, percent
from toolkit.method.facility import FacilityTable, SuggestedLevel
from toolkit.record.facility import FacilitySheet
from toolkit.record.store import AssessmentGone, Conflict, NotSaved, StillCleared
from toolkit.tasks.body_meant import name_of
from toolkit.tasks.facility import facility_template, prison_service
from toolkit.tasks.facility_choice import choose_level
from toolkit.ui import session
from toolkit.ui.media_types import MEDIA_TYPES
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, number, plain_list, table, written
from toolkit.ui.words_on_page import plain, spoken

WORDS = "facility.page"
LEVELS = ["0", "1", "2", "3", "4"]


def draw_out(here: Here) -> None:
    """Name a facility and download its sheet; without a name the director writes it."""
    say = here.language.say
    st.header(say(f"{WORDS}.out"), anchor=False)
    st.markdown(say(f"{WORDS}.out_lead", n=here.library.facility.minutes))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        facility = st.text_input(say(f"{WORDS}.name"), key=session.key("facility_name", here.id))
        asked_by = st.text_input(say(f"{WORDS}.asked_by"), key=session.key("facility_by", here.id))
        due: date | None = st.date_input(
            say(f"{WORDS}.due"), value=None, format="YYYY-MM-DD", key=session.key("facility_due", here.id)
        )
    named = (facility or "").strip()
    st.download_button(
        say(f"{WORDS}.download", facility=plain(named)) if named else say(f"{WORDS}.download_blank"),
        lambda: facility_template(
            here.language, here.library, here.lens, here.assessment, named, asked_by=asked_by or "", due=due
        ),
        file_name=f"{_in_a_name(named)}.xlsx",
        mime=MEDIA_TYPES["xlsx"],
        key=session.key("facility_out", here.id),
        on_click="ignore",
        icon=":material/download:",
    )


def _in_a_name(facility: str) -> str:
    letters = "".join(letter if letter.isalnum() else " " for letter in facility)
    return "-".join(["facility", *letters.split()])[:60].lower()


def draw_table(here: Here, found: FacilityTable) -> None:
    """How many answered and whom they hold, then every facility with its figures, and the sums."""
    say = here.language.say
    st.header(say(f"{WORDS}.table"), anchor=False)
    st.html(f'<p class="rt-headline">{written(_covered(here, found))}</p>')
    st.html(f'<p class="explain">{written(say(f"{WORDS}.inside"))}</p>')
    headings = [say(f"{WORDS}.facility"), *(figure.label for figure in here.library.facility.figures)]
    rows = [_facility(here, sheet) for sheet in found.sheets]
    sums = [Cell(say(f"{WORDS}.sum"), under=(say(f"{WORDS}.over"),))]
    for total in found.sums:
        shown = NOT_KNOWN if total.total is None else str(total.total)
        sums.append(Cell(shown, number=True, under=(str(total.told),)))
    with st.container(key="facility_table"):
        st.html(table(say(f"{WORDS}.caption"), headings, [*rows, sums]))
    st.html(f'<p class="rt-small">{written(say(f"{WORDS}.estimates"))}</p>')


def _covered(here: Here, found: FacilityTable) -> str:
    say, covered = here.language.say, found.covered
    answered = "answered_of" if covered.facilities is not None else "answered"
    told = [say(f"{WORDS}.{answered}", n=covered.sheets, all=covered.facilities)]
    if covered.share is None:
        told.append(say(f"{WORDS}.share_not_known"))
    else:
        told.append(say(f"{WORDS}.share", share=percent(covered.share), n=covered.told_held))
    return " ".join(told)


def _facility(here: Here, sheet: FacilitySheet) -> list[Cell]:
    say = here.language.say
    day = sheet.as_of.isoformat() if sheet.as_of else say("facility.preview.no_day")
    cells = [Cell(sheet.name, under=(day,))]
    for figure in here.library.facility.figures:
        value = sheet.value(figure.id)
        sign = "\N{ALMOST EQUAL TO} " if sheet.known(figure.id) == "estimate" else ""
        cells.append(number(NOT_KNOWN if value is None else f"{sign}{value}"))
    return cells


def draw_words(here: Here, found: FacilityTable) -> None:
    """What one facility wrote into its boxes; shown on request."""
    say = here.language.say
    told = {sheet.id: sheet for sheet in found.sheets if any(sheet.boxes.values())}
    if not told:
        return
    chosen = st.selectbox(
        say(f"{WORDS}.words"),
        list(told),
        index=None,
        placeholder=say(f"{WORDS}.words_choose"),
        format_func=lambda id: told[id].name,
        key=session.key("facility_words", here.id),
    )
    if chosen in told:
        sheet = told[chosen]
        texts = [f"{box.name}: {sheet.boxes[box.id]}" for box in here.library.facility.boxes if sheet.boxes.get(box.id)]
        st.html(plain_list(texts))


def draw_suggestions(here: Here, found: FacilityTable) -> None:
    """What the sums suggest for each item, and what the body has said so far."""
    say, body = here.language.say, prison_service(here.assessment, here.library)
    st.header(say(f"{WORDS}.suggested"), anchor=False)
    st.markdown(say(f"{WORDS}.suggested_lead", share=percent(here.library.facility.covered)))
    headings = [say(f"{WORDS}.{name}") for name in ("item", "reach", "level", "why", "now")]
    rows = [
        [
            Cell(entry.item, under=(here.library.items[entry.item].text,)),
            Cell(percent(entry.share), number=True, under=(_over(here, entry),)),
            Cell(level_text(here, entry)),
            Cell(" ".join(say(f"facility.reason.{code}") for code in entry.why)),
            Cell(_now(here, entry.item, body.id)),
        ]
        for entry in found.suggested
    ]
    st.html(table(say(f"{WORDS}.suggested_caption"), headings, rows))
    _choice(here, found)


def _over(here: Here, entry: SuggestedLevel) -> str:
    """The sums behind a share, and over how many facilities."""
    if not entry.operands:
        return ""
    kind = "files" if entry.operands[0].weight is not None else "figures"
    told = {"part": entry.part, "whole": entry.whole, "n": len(entry.operands), "all": entry.sheets}
    return here.language.say(f"facility.evidence.{kind}", **told)


def level_text(here: Here, entry: SuggestedLevel) -> str:
    """The level suggested, and the one possible beyond what figures show."""
    say = here.language.say
    if entry.level is None:
        return say(f"{WORDS}.no_level")
    if entry.possible is None:
        return str(entry.level)
    return say(f"{WORDS}.level_or", level=entry.level, possible=entry.possible)


def _now(here: Here, item: str, body: str) -> str:
    response = here.assessment.response(item, body)
    return NOT_KNOWN if response is None or response.level is None else str(response.level)


def _choice(here: Here, found: FacilityTable) -> None:
    """Open one item, read its level texts, and choose; nothing is chosen beforehand."""
    say = here.language.say
    told = [entry.item for entry in found.suggested if entry.share is not None]
    item = st.selectbox(
        say(f"{WORDS}.choose"),
        told,
        index=None,
        placeholder=say(f"{WORDS}.choose_item"),
        format_func=lambda id: f"{id} {here.library.items[id].text}",
        key=session.key("facility_item", here.id),
    )
    if item in told:
        _choose(here, found, item)
    _say_outcome(here)


def _choose(here: Here, found: FacilityTable, item: str) -> None:
    say, entry = here.language.say, found.suggestion(item)
    assert entry is not None
    rule = next(rule for rule in here.library.facility.suggests if rule.item == item)
    body = name_of(prison_service(here.assessment, here.library), here.library, here.language)
    with st.container(border=True, key="facility_choice"):
        st.html(f"<p><strong>{written(say(f'{WORDS}.suggests', level=level_text(here, entry)))}</strong></p>")
        st.html(f'<p class="explain">{written(rule.note)}</p>')
        level: str | None = st.radio(
            say(f"{WORDS}.which", item=item, body=spoken(body)),
            LEVELS,
            index=None,
            format_func=lambda code: plain(f"{code} {here.library.scales.levels[int(code)].name}"),
            captions=[plain(text) for text in here.library.level_texts(item)],
            key=session.key("facility_level", f"{here.id}:{item}"),
        )
        st.button(
            say(f"{WORDS}.take", body=plain(body)),
            key=session.key("facility_take", f"{here.id}:{item}"),
            type="primary",
            disabled=level is None,
            on_click=take,
            args=(here, item),
        )


def take(here: Here, item: str) -> None:
    """Save the level chosen as the response of the body that runs facilities."""
    level = session.value("facility_level", f"{here.id}:{item}")
    if level is None:
        return
    args = (here.id, here.stored, here.library, here.language, item, int(level))
    try:
        saved = choose_level(session.store(), *args)
    except StillCleared:
        session.put("facility_outcome", here.id, ("cleared", item, level))
        return
    except (NotSaved, AssessmentGone):
        session.put("facility_outcome", here.id, ("not_kept", item, level))
        return
    kind = "changed" if saved is None or isinstance(saved, Conflict) else "taken"
    session.put("facility_outcome", here.id, (kind, item, level))


def _say_outcome(here: Here) -> None:
    outcome: tuple[str, str, str] | None = session.forget("facility_outcome", here.id)
    if outcome is None:
        return
    kind, item, level = outcome
    text = here.language.say(f"{WORDS}.outcome.{kind}", item=item, level=level)
    look = "saved" if kind == "taken" else "failed"
    st.html(f'<p class="saved saved-{look}" role="status">{written(text)}</p>')
