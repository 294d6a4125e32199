"""Check before clearing: every statement asked with its answer as it stands, and the way to change it."""

from toolkit.language import NOT_KNOWN
from toolkit.record.assessment import COORDINATOR, Response
from toolkit.tasks.bodies import body_name
from toolkit.tasks.clearance import answers_of
from toolkit.ui.answers_text import answer_text
from toolkit.ui.pages_of_items import item_address
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, table

WORDS = "clearance.check"


def answers_table(here: Here, asked: tuple[str, ...], body: str | None) -> str:
    """A table of the statements asked, of a body or of the whole (None), as HTML."""
    say = here.language.say
    said = answers_of(here.assessment, body)
    headings = [say(f"{WORDS}.{name}") for name in ("statement", "answer", "change")]
    rows = [_row(here, item, said.get(item, [])) for item in asked]
    return f'<div class="rt-goes">{table(say(f"{WORDS}.caption"), headings, rows)}</div>'


def _row(here: Here, item: str, said: list[Response]) -> list[Cell | str]:
    answers = [_answer(here, found) for found in said] or [NOT_KNOWN]
    change = here.language.say(f"{WORDS}.change_it", item=item)
    first = Cell(item, under=(here.library.items[item].text,))
    return [first, Cell(answers[0], under=tuple(answers[1:])), Cell(change, link=item_address(item))]


def _answer(here: Here, found: Response) -> str:
    """An answer in words; with its body where that is not the coordinator."""
    text = answer_text(found, here.library, here.language)
    if found.body == COORDINATOR:
        return text
    name = body_name(found.body, here.assessment, here.library, here.language)
    return here.language.say(f"{WORDS}.by", answer=text, body=name)
