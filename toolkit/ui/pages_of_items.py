"""Items as links to the pages where they are answered."""

from collections.abc import Iterable

from toolkit.ui import session
from toolkit.ui.session import Here
from toolkit.ui.tables import address, linked, written


def item_address(item: str) -> str:
    """Address of an item on the page of its dimension."""
    return address(item[:3].lower(), session.link(), item.lower())


def items_linked(here: Here, items: Iterable[str]) -> str:
    """A list of items, each a link with its text, as HTML."""
    entries = (
        f"<li>{linked(written(item), item_address(item))} {written(here.library.items[item].text)}</li>"
        for item in items
    )
    return f'<ul class="rt-list">{"".join(entries)}</ul>'
