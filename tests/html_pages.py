"""An HTML report read back: its elements, tables, links and texts."""

from html.parser import HTMLParser

VOID = frozenset({"meta", "br", "wbr", "link", "img", "hr", "input", "col"})


class Reading(HTMLParser):
    """Elements in order, tables as rows of cells (text, and lines beneath), text of each kind of element."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.tables: list[list[list[list[str]]]] = []
        self.texts: list[tuple[str, str]] = []
        self.ends_wrong: list[str] = []
        self.feed(content.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the start of an element."""
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in VOID:
            self.open.append((tag, given))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append([""])
        elif tag == "div" and given.get("class") == "beneath":
            self.tables[-1][-1][-1].append("")
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        """Take the end of an element, which must be the one that is open."""
        if not self.open or self.open[-1][0] != tag:
            self.ends_wrong.append(tag)
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Take text."""
        within = [tag for tag, _ in self.open]
        if "td" in within or "th" in within:
            self.tables[-1][-1][-1][-1] += data
        if within:
            self.texts.append((within[-1], data))

    def of(self, *tags: str) -> list[dict[str, str]]:
        """Attributes of the elements of these kinds, in order."""
        return [given for tag, given in self.elements if tag in tags]

    @property
    def text(self) -> str:
        """All text but that of the style."""
        return "\n".join(text for tag, text in self.texts if tag != "style")
