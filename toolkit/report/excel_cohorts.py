"""A workbook's chart of shares by cohort: one line a definition, told apart by mark and dash, broken where there is no
number. (Native, from the table twin beside it.)
"""

from typing import Literal

from openpyxl.chart import LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.report.letters import printable
from toolkit.report.tree import Figure

FILLS, INK, GRID = ("1F4E79", "9DB4C8", "FFFFFF"), "1F2933", "D5DAE0"
MARKS: tuple[Literal["circle", "square", "triangle", "diamond"], ...] = ("circle", "square", "triangle", "diamond")
DASHES: tuple[Literal["solid", "dash", "sysDot", "dashDot"], ...] = ("solid", "dash", "sysDot", "dashDot")
PLACES = ("t", "b")
HEIGHT_CM, LONGEST_TITLE, MARK_SIZE = 9, 200, 8


def cohort_chart(sheet: Worksheet, figure: Figure, header_row: int, *, mirrored: bool) -> LineChart:
    """Lines of a figure whose twin stands on a sheet with its heading in this row."""
    first, last = header_row + 1, header_row + len(figure.twin.rows)
    made = LineChart()
    made.height = HEIGHT_CM
    made.title = printable(figure.caption)[:LONGEST_TITLE]
    if made.title is not None:
        made.title.overlay = False
    for number, found in enumerate(figure.series):
        values = Reference(sheet, min_col=found.column + 1, min_row=first, max_row=last)
        series = SeriesFactory(values, title=printable(found.name))
        line = LineProperties(solidFill=INK, w=19050, prstDash=DASHES[number % len(DASHES)])
        series.graphicalProperties = GraphicalProperties(ln=line)
        fill = GraphicalProperties(solidFill=FILLS[number % len(FILLS)], ln=LineProperties(solidFill=INK))
        series.marker = Marker(symbol=MARKS[number % len(MARKS)], size=MARK_SIZE, spPr=fill)
        series.dLbls = _labels(PLACES[number % len(PLACES)])
        series.smooth = False
        made.series.append(series)
    made.set_categories(Reference(sheet, min_col=figure.label + 1, min_row=first, max_row=last))
    made.display_blanks = "gap"
    _axes(made, mirrored)
    return made


def _labels(place: str) -> DataLabelList:
    return DataLabelList(
        numFmt="0 %",
        dLblPos=place,
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
    )


def _axes(made: LineChart, mirrored: bool) -> None:
    made.x_axis.delete = made.y_axis.delete = False
    made.y_axis.scaling.min = 0
    made.y_axis.number_format = "0 %"
    made.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=GRID, w=6350)))
    made.x_axis.scaling.orientation = "maxMin" if mirrored else "minMax"
    made.legend = Legend(legendPos="b", overlay=False)
