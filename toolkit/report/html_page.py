"""The report as one HTML file: no network, no script; it prints well, and reads well by a screen reader.

Figures are drawings inside the page (SVG), each with its text and its numbers as a table. Every text is escaped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from toolkit.language import Language
from toolkit.report.drawing import picture
from toolkit.report.letters import Alphabet, printable
from toolkit.report.page import facts_table, gathered, lines_beneath, sealed, widest
from toolkit.report.tree import NUMBERS, Cell, Figure, Heading, Part, Report, Table, Text
from toolkit.report.typesetting import language_code

WORDS = "report_formats.html"
STYLE = Path(__file__).parent / "page.css"
# A table this short is not divided between two printed pages.
ROWS_KEPT_WHOLE = 6
NOTHING_FROM_OUTSIDE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_ID = re.compile(r'(\bid="|\bhref="#|\burl\(#)')
_ADDRESS = re.compile(r"https://\S+")
_SMALL = "font: 8pt sans-serif; color: #333; width: 100%; text-align: start"
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*\?>")


def html(report: Report, language: Language) -> bytes:
    """Write a report as one HTML document."""
    page = _Page(report, language, Alphabet())
    return ("\n".join(page.lines()) + "\n").encode("utf-8", "replace")


@dataclass(frozen=True)
class _Page:
    """An HTML page while it is written."""

    report: Report
    language: Language
    alphabet: Alphabet

    def lines(self) -> Iterator[str]:
        """The whole document."""
        report = self.report
        code = language_code(report.language)
        yield "<!DOCTYPE html>"
        yield f'<html lang="{escape(code)}" dir="{report.direction}">'
        yield from self.head()
        yield "<body>"
        yield f'<a class="skip" href="#report">{_text(self.language.say(f"{WORDS}.skip"))}</a>'
        yield f'<p class="running" role="note">{_text(report.header)}</p>'
        yield "<header>"
        yield f"<h1>{_text(report.title)}</h1>"
        yield f'<p class="subtitle"{_way(report.subtitle_own)}>{_text(report.subtitle)}</p>'
        yield "</header>"
        yield from self.contents()
        yield '<main id="report" tabindex="-1">'
        if report.facts:
            yield from self.table(facts_table(report))
        for part in gathered(report.parts):
            yield from self.part(part)
        yield "</main>"
        yield from self.foot()
        yield "</body>"
        yield "</html>"

    def head(self) -> Iterator[str]:
        """What a browser must know: characters, title, look, and that nothing is fetched."""
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_FROM_OUTSIDE}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="referrer" content="no-referrer">'
        yield f"<title>{_text(f'{self.report.title}, {self.report.subtitle}')}</title>"
        yield f"<style>{STYLE.read_text(encoding='utf-8')}{self.on_paper()}</style>"
        yield "</head>"

    def on_paper(self) -> str:
        """What every printed page says above and below, the first one's header apart, which stands in its text."""
        header, page = _quoted(self.report.header), _quoted(f"{self.report.page} ")
        footer = f'{_quoted(self.report.footer)} " " {page} counter(page) " / " counter(pages)'
        boxes = f"@top-center {{ content: {header}; {_SMALL} }} @bottom-center {{ content: {footer}; {_SMALL} }}"
        return f"@page {{ {boxes} }}\n@page :first {{ @top-center {{ content: none }} }}\n"

    def foot(self) -> Iterator[str]:
        """What stands below: what this is not, and the seal."""
        said = [text for text in (self.report.footer, sealed(self.report, self.language)) if text]
        yield f"<footer><p>{_text(' '.join(said))}</p></footer>"

    def contents(self) -> Iterator[str]:
        """Contents as links, two levels deep; a short report has none."""
        entries = [heading for heading in self.report.headings() if heading.level < 3]
        if not self.report.contents or not entries:
            return
        yield f'<nav aria-labelledby="contents"><h2 id="contents">{_text(self.report.contents)}</h2><ul>'
        for heading in entries:
            link = f'<a href="#{_anchor(heading)}">{_text(heading.text)}</a>'
            yield f'<li class="level-{heading.level}">{link}</li>'
        yield "</ul></nav>"

    def part(self, part: Part | list[Text]) -> Iterator[str]:
        """One part of the tree."""
        if isinstance(part, list):
            yield "<ul>"
            yield from (f"<li>{_text(point.text)}</li>" for point in part)
            yield "</ul>"
        elif isinstance(part, Heading):
            level = part.level + 1
            yield f'<h{level} id="{_anchor(part)}">{_text(part.text)}</h{level}>'
        elif isinstance(part, Text):
            yield f'<p class="{part.role}"{_way(part.role == "own")}>{_text(part.text)}</p>'
        elif isinstance(part, Table):
            yield from self.table(part)
        else:
            yield from self.figure(part)

    def figure(self, figure: Figure) -> Iterator[str]:
        """A figure with its caption, its drawing, its takeaway, and its numbers as a table."""
        yield f'<figure id="figure-{escape(figure.id)}">'
        yield f'<figcaption id="caption-{escape(figure.id)}">{_text(figure.caption)}</figcaption>'
        if figure.twin.rows:
            yield self.drawn(figure)
        yield f'<p class="takeaway">{_text(figure.takeaway)}</p>'
        yield "</figure>"
        yield from self.table(figure.twin)

    def drawn(self, figure: Figure) -> str:
        """The drawing, with names of its parts that are its own and the text a screen reader says."""
        svg = picture(figure, self.report.direction, self.report.language, self.alphabet, "svg")
        own = _ID.sub(lambda found: f"{found[1]}{figure.id}-", _DECLARED.sub(b"", svg).decode("utf-8"))
        said = f'<svg role="img" aria-label="{escape(printable(figure.alt))}" '
        region = f'<div class="drawing" role="region" tabindex="0" aria-labelledby="caption-{escape(figure.id)}">'
        return f"{region}{own.strip().replace('<svg ', said, 1)}</div>"

    def table(self, table: Table) -> Iterator[str]:
        """A table as it stands on a page: rows are named by their first text or code."""
        shown = table.positions(beneath=False)
        kept = "table whole" if len(table.rows) <= ROWS_KEPT_WHOLE else "table"
        yield f'<div class="{kept}" role="region" tabindex="0" aria-labelledby="{_named(table)}">'
        yield f'<table><caption id="{_named(table)}">{_text(table.caption)}</caption>'
        heads = "".join(f'<th scope="col"{_side(table, at)}>{_text(table.columns[at].name)}</th>' for at in shown)
        whole = sum(table.columns[at].width for at in shown)
        widths = "".join(f'<col style="width:{100 * table.columns[at].width / whole:.1f}%">' for at in shown)
        yield f"<colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead>"
        yield "<tbody>"
        for number, row in enumerate(table.rows):
            is_sum = number >= len(table.rows) - table.sums
            cells = "".join(self.cell(table, row, at, is_head=at == shown[0]) for at in shown)
            opened = '<tr class="sum">' if is_sum else "<tr>"
            yield f"{opened}{cells}</tr>"
        yield "</tbody></table></div>"
        if table.note:
            yield f'<p class="note">{_text(table.note)}</p>'

    def cell(self, table: Table, row: Sequence[Cell], at: int, *, is_head: bool) -> str:
        """A cell; the widest one holds what is printed beneath."""
        found = row[at]
        inner = _text(found.shown) if found.own else _linked(found.shown)
        if found.own or at == widest(table):
            inner = f"<div{_way(found.own)}>{inner}</div>"
        if at == widest(table):
            inner += "".join(self.beneath(table, row, line) for line in lines_beneath(table, row))
        tag = 'th scope="row"' if is_head else "td"
        return f"<{tag}{_side(table, at)}>{inner}</{tag.split()[0]}>"

    def beneath(self, table: Table, row: Sequence[Cell], line: Sequence[int]) -> str:
        """One line beneath: each cell with the name of its column."""
        told = (f"<b>{_text(table.columns[at].name)}:</b> <bdi>{_text(row[at].shown)}</bdi>" for at in line)
        return f'<div class="beneath">{" &emsp;".join(told)}</div>'


def _quoted(text: str) -> str:
    """Text as a string of a style sheet: all but plain letters and digits by their numbers, so that none ends it."""
    told = printable(text)
    return '"' + "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in told) + '"'


def _text(text: str) -> str:
    """Text as HTML: escaped, line ends kept; where a long word may break is left to the page's style."""
    return escape(printable(text)).replace("\n", "<br>")


def _linked(text: str) -> str:
    """Text of ours; an address alone is a link."""
    return f'<a href="{escape(text)}" rel="noreferrer">{_text(text)}</a>' if _ADDRESS.fullmatch(text) else _text(text)


def _way(is_own: bool) -> str:
    """The State's words run as their own letters do."""
    return ' dir="auto"' if is_own else ""


def _side(table: Table, at: int) -> str:
    return ' class="number"' if table.columns[at].kind in NUMBERS else ""


def _named(table: Table) -> str:
    return f"table-{escape(table.id)}"


def _anchor(heading: Heading) -> str:
    return f"part-{escape(heading.id)}"
