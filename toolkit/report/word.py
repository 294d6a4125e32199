"""The report as a Word document: styles, contents filled in, running header and footer, pictures with their text."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import count as counting

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from toolkit.language import Language
from toolkit.report import word_styles as styles
from toolkit.report.drawing import WIDTH_CM, picture
from toolkit.report.letters import Alphabet, breakable, direction_of, printable
from toolkit.report.page import column_widths, facts_table, is_kept_whole, lines_beneath, sealed, widest
from toolkit.report.tree import NUMBERS, Cell, Column, Figure, Heading, Part, Report, Table, Text
from toolkit.report.word_frame import opened, say_on_every_page, text_width
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

CHARACTER, CELL_SPACE = 92.0, 160.0  # twentieths of a point
BULLET = "\N{BULLET} "
A_CENTIMETRE = 1440 / 2.54
_STYLE_OF_ROLE = {"body": "Normal", "note": styles.NOTE, "own": styles.OWN, "point": "List Bullet", "key": styles.KEY}


def word(report: Report, language: Language, template: bytes | None = None) -> bytes:
    """Write a report as a Word document, in our own styles or in those of a template that can be opened."""
    page = _Page(report, language, template)
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

    def __init__(self, report: Report, language: Language, template: bytes | None) -> None:
        self.report, self.alphabet = report, Alphabet()
        self.direction: Direction = report.direction
        self.document: WordDocument = opened(template)
        self.width = text_width(self.document)
        self.picture_cm = min(WIDTH_CM, self.width / A_CENTIMETRE)
        self.ids = counting(1)
        self.style_ids: dict[str, str] = {}
        code = "en" if report.language.startswith("x-") else report.language
        styles.set_styles(self.document, code, is_dressed=template is not None)
        self.is_bulleted = next(self.document.styles["List Bullet"].element.iter(qn("w:numPr")), None) is not None
        footer = " ".join(text for text in (report.footer, sealed(report, language)) if text)
        named = {name: self.style(name) for name in ("Header", "Footer")}
        say_on_every_page(self.document, report.header, footer, report.page, self.direction, named)
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
        """Title, State, the draft line and the facts; a short report has the line on top of its pages alone."""
        self.append(self.paragraph("Title", self.report.title))
        self.append(self.paragraph("Subtitle", self.report.subtitle, own=self.report.subtitle_own))
        if self.report.contents:
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
            stops.add_tab_stop(Cm(self.width / A_CENTIMETRE), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    def add(self, part: Part) -> None:
        """Print one part of the tree."""
        if isinstance(part, Heading):
            self._heading(part)
        elif isinstance(part, Text):
            sign = BULLET if part.role == "point" and not self.is_bulleted else ""
            self.append(self.paragraph(_STYLE_OF_ROLE[part.role], sign + part.text, own=part.role == "own"))
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
        self.keep_with_next()
        self.append(self.paragraph(styles.FACT, figure.takeaway))
        self.keep_with_next()
        drawn = picture(figure, self.direction, self.report.language, self.alphabet)
        shape = self.document.add_picture(BytesIO(drawn), width=Cm(self.picture_cm))
        described = shape._inline.docPr
        described.set("descr", printable(figure.alt))
        described.set("title", printable(figure.caption))
        self._table(figure.twin)

    def _table(self, part: Table) -> None:
        self.append(self.paragraph("Caption", part.caption))
        self.keep_with_next()
        shown = part.positions(beneath=False)
        widths = [round(width) for width in column_widths(part, float(self.width), CHARACTER, CELL_SPACE)]
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
