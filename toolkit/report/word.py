"""The report as a Word document: styles, contents filled in, running header and footer, pictures with their text."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import count as counting

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Mm

from toolkit.report import word_styles as styles
from toolkit.report.drawing import WIDTH_CM, picture
from toolkit.report.letters import Alphabet, breakable, direction_of, printable
from toolkit.report.page import facts_table, is_kept_whole, lines_beneath, widest
from toolkit.report.tree import NUMBERS, Cell, Column, Figure, Heading, Part, Report, Table, Text
from toolkit.report.word_xml import (
    Direction,
    bookmarked,
    contents_field,
    element,
    field,
    link_to,
    paragraph,
    run,
    table,
    table_cell,
    table_row,
)

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Mm(210), Mm(297), Mm(22)
TEXT_WIDTH = round((210 - 2 * 22) / 25.4 * 1440)
_STYLE_OF_ROLE = {"body": "Normal", "note": styles.NOTE, "own": styles.OWN, "point": "List Bullet", "key": styles.KEY}


def word(report: Report, alphabet: Alphabet | None = None) -> bytes:
    """Write a report as a Word document."""
    page = _Page(report, alphabet or Alphabet())
    page.cover()
    if report.contents:
        page.contents()
    for part, following in zip(report.parts, [*report.parts[1:], None], strict=True):
        page.add(part)
        if isinstance(part, Text) and isinstance(following, Table | Figure):
            page.keep_with_next()
    held = BytesIO()
    page.document.save(held)
    return held.getvalue()


class _Page:
    """A Word document while it is written."""

    def __init__(self, report: Report, alphabet: Alphabet) -> None:
        self.report, self.alphabet = report, alphabet
        self.direction: Direction = report.direction
        self.document: WordDocument = Document()
        self.ids = counting(1)
        self.style_ids: dict[str, str] = {}
        styles.set_styles(self.document, "en" if report.language.startswith("x-") else report.language)
        self._set_page()
        self._set_properties()

    def style(self, name: str) -> str:
        """Id of a style by its name."""
        if name not in self.style_ids:
            self.style_ids[name] = str(self.document.styles[name].style_id)
        return self.style_ids[name]

    def append(self, made: BaseOxmlElement) -> None:
        """Put an element at the end of the body, before the properties of the section."""
        self.document.element.body.sectPr.addprevious(made)

    def paragraph(self, style: str, text: str, *, own: bool = False, align: str | None = None) -> BaseOxmlElement:
        """Paragraph of our words in the report's direction, or of the State's in their own."""
        direction = direction_of(text, self.direction) if own else self.direction
        return paragraph(self.style(style), direction, run(text, direction), align=align)

    def cover(self) -> None:
        """Title, State, the draft line and the facts."""
        self.append(self.paragraph("Title", self.report.title))
        self.append(self.paragraph("Subtitle", self.report.subtitle, own=self.report.subtitle_own))
        self.append(self.paragraph(styles.KEY, self.report.header))
        self.append(self.paragraph("Normal", self.report.footer))
        if self.report.facts:
            self.add(facts_table(self.report))

    def contents(self) -> None:
        """Contents as a field with its entries filled in: links with the page, which Word works out."""
        start, end = contents_field('TOC \\o "1-2" \\h \\z \\u')
        self.append(self.paragraph("TOC Heading", self.report.contents))
        entries = [heading for heading in self.report.headings() if heading.level < 3]
        for number, heading in enumerate(entries):
            name = f"toc {heading.level}"
            page = [element("w:r", element("w:tab")), *field(f"PAGEREF {_anchor(heading)} \\h", self.direction)]
            entry = link_to(_anchor(heading), run(heading.text, self.direction), *page)
            before = start if number == 0 else []
            after = end if number == len(entries) - 1 else []
            self.append(paragraph(self.style(name), self.direction, *before, entry, *after))
        for level in (1, 2):
            stops = self.document.styles[f"toc {level}"].paragraph_format.tab_stops
            stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)

    def add(self, part: Part) -> None:
        """Print one part of the tree."""
        if isinstance(part, Heading):
            self._heading(part)
        elif isinstance(part, Text):
            self.append(self.paragraph(_STYLE_OF_ROLE[part.role], part.text, own=part.role == "own"))
        elif isinstance(part, Table):
            self._table(part)
        else:
            self._figure(part)

    def keep_with_next(self) -> None:
        """Keep the last paragraph on one page with what follows it."""
        last = self.document.element.body.sectPr.getprevious()
        last.pPr.insert(1, element("w:keepNext"))

    def _heading(self, heading: Heading) -> None:
        made = paragraph(self.style(f"Heading {heading.level}"), self.direction)
        for inner in bookmarked(_anchor(heading), next(self.ids), run(heading.text, self.direction)):
            made.append(inner)
        self.append(made)

    def _figure(self, figure: Figure) -> None:
        self.append(self.paragraph("Caption", figure.caption))
        self.append(self.paragraph(styles.FACT, figure.takeaway))
        drawn = picture(figure, self.direction, self.report.language, self.alphabet)
        shape = self.document.add_picture(BytesIO(drawn), width=Cm(WIDTH_CM))
        described = shape._inline.docPr
        described.set("descr", printable(figure.alt))
        described.set("title", printable(figure.caption))
        self._table(figure.twin)

    def _table(self, part: Table) -> None:
        self.append(self.paragraph("Caption", part.caption))
        shown = part.positions(beneath=False)
        widths = _widths([part.columns[at] for at in shown])
        made = table(self.style(styles.REPORT_TABLE), self.direction, widths, part.caption)
        made.append(self._header([part.columns[at] for at in shown], widths))
        for number, row in enumerate(part.rows):
            made.append(self._row(part, row, shown, widths, is_sum=number >= len(part.rows) - part.sums))
        self.append(made)
        self.append(self.paragraph(styles.NOTE, part.note))

    def _header(self, columns: list[Column], widths: list[int]) -> BaseOxmlElement:
        cells = [
            table_cell(width, self.paragraph(styles.CELL_HEAD, column.name, align=_align(column)))
            for column, width in zip(columns, widths, strict=True)
        ]
        return table_row(cells, header=True)

    def _row(
        self, part: Table, row: tuple[Cell, ...], shown: tuple[int, ...], widths: list[int], *, is_sum: bool
    ) -> BaseOxmlElement:
        style = styles.CELL_SUM if is_sum else styles.CELL
        cells = []
        for at, width in zip(shown, widths, strict=True):
            text = breakable(row[at].shown)
            lines = [self.paragraph(style, text, own=row[at].own, align=_align(part.columns[at]))]
            if at == widest(part):
                lines.extend(self._beneath(part, row))
            cells.append(table_cell(width, *lines))
        return table_row(cells, whole=is_kept_whole(row))

    def _beneath(self, part: Table, row: tuple[Cell, ...]) -> list[BaseOxmlElement]:
        return [self._line(part, row, line) for line in lines_beneath(part, row)]

    def _line(self, part: Table, row: tuple[Cell, ...], line: list[int]) -> BaseOxmlElement:
        runs = []
        for number, at in enumerate(line):
            direction = direction_of(row[at].shown, self.direction) if row[at].own else self.direction
            gap = "    " if number else ""
            runs.append(run(f"{gap}{part.columns[at].name}: ", self.direction, style=self.style(styles.LABEL)))
            runs.append(run(breakable(row[at].shown), direction))
        alone = row[line[0]] if len(line) == 1 and row[line[0]].own else None
        direction = direction_of(alone.shown, self.direction) if alone else self.direction
        return paragraph(self.style(styles.BENEATH), direction, *runs)

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        if self.direction == "rtl":
            section._sectPr.find(qn("w:docGrid")).addprevious(element("w:bidi"))
        header = section.header._element
        footer = section.footer._element
        for part in (header, footer):
            part.remove(part.find(qn("w:p")))
        header.append(self.paragraph("Header", self.report.header))
        last = self.paragraph("Footer", f"{self.report.footer} {self.report.page} ")
        for made in field("PAGE", self.direction, "1"):
            last.append(made)
        footer.append(last)

    def _set_properties(self) -> None:
        properties = self.document.core_properties
        day = self.report.as_of
        properties.title = printable(f"{self.report.title}, {self.report.subtitle}")[:250]
        properties.author, properties.comments = "", ""
        properties.language = self.report.language
        properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)


def _anchor(heading: Heading) -> str:
    return "part_" + heading.id.replace("-", "_")


def _align(column: Column) -> str | None:
    return "right" if column.kind in NUMBERS else None


def _widths(columns: list[Column]) -> list[int]:
    """Widths in twentieths of a point that fill the page."""
    whole = sum(column.width for column in columns)
    return [round(TEXT_WIDTH * column.width / whole) for column in columns]
