"""Native charts of a workbook: they take their numbers from the table twin beside them.

Ranges are error bars, the target is a line; every bar has an outline, so that the chart is readable in grey.
"""

from collections.abc import Mapping

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import NumDataSource, NumRef
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.report.excel_cohorts import cohort_chart
from toolkit.report.letters import printable
from toolkit.report.tree import Figure
from toolkit.report.tree import Series as FigureSeries

FILLS, INK = ("1F4E79", "9DB4C8"), "1F2933"
LABELS = ("FFFFFF", INK)
HEIGHT_CM = 9
LONGEST_TITLE = 200


def chart_columns(figure: Figure) -> dict[str, list[float | None]]:
    """Columns that the chart needs and the twin has not: the target, and lengths from point to high and low."""
    rows = figure.twin.rows
    found: dict[str, list[float | None]] = {}
    if figure.target is not None and figure.target_name not in [column.name for column in figure.twin.columns]:
        found[figure.target_name] = [figure.target] * len(rows)
    for series in figure.series:
        if series.low is not None and series.high is not None:
            found[series.up] = [_length(row[series.column].number, row[series.high].number) for row in rows]
            found[series.down] = [_length(row[series.low].number, row[series.column].number) for row in rows]
    return found


def _length(start: float | None, end: float | None) -> float | None:
    return None if start is None or end is None else end - start


def height_cm(figure: Figure) -> float:
    """Height of a figure's chart: bars that lie need room for each row."""
    return HEIGHT_CM if figure.kind != "counts" else max(6.0, 3.0 + 0.8 * len(figure.twin.rows))


def chart(
    sheet: Worksheet, figure: Figure, header_row: int, beside: Mapping[str, int], *, mirrored: bool = False
) -> BarChart | LineChart:
    """Chart of a figure whose twin stands on a sheet with its heading in this row.

    `beside` gives the column (from 1) of every column of the sheet by its name; `mirrored` turns it for languages that
    run from right to left.
    """
    if figure.kind == "cohorts":
        return cohort_chart(sheet, figure, header_row, mirrored=mirrored)
    first, last = header_row + 1, header_row + len(figure.twin.rows)
    made = BarChart()
    made.type = "col" if figure.kind == "range" else "bar"
    made.height = height_cm(figure)
    made.title = printable(figure.caption)[:LONGEST_TITLE]
    if made.title is not None:
        made.title.overlay = False
    made.gapWidth = 60
    for number, series in enumerate(figure.series):
        made.series.append(_bars(sheet, figure, series, number, header_row, beside))
    made.set_categories(Reference(sheet, min_col=figure.label + 1, min_row=first, max_row=last))
    _axes(made, figure, mirrored)
    if figure.kind == "counts":
        made.grouping, made.overlap = "stacked", 100
        for number, series in enumerate(made.series):
            series.dLbls = _labels("0;;", LABELS[number % len(LABELS)])
    if figure.target is not None:
        made += _target_line(sheet, beside[figure.target_name], header_row, last)
    return made


def _labels(shown: str, colour: str, place: str | None = None) -> DataLabelList:
    """Numbers beside or on what they measure, in a colour that stands out from it."""
    named = CharacterProperties(solidFill=colour, sz=900)
    text = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=named), endParaRPr=named)])
    return DataLabelList(
        numFmt=shown,
        dLblPos=place,
        txPr=text,
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
    )


def _bars(
    sheet: Worksheet, figure: Figure, series: FigureSeries, number: int, header_row: int, beside: Mapping[str, int]
) -> Series:
    last = header_row + len(figure.twin.rows)
    values = Reference(sheet, min_col=series.column + 1, min_row=header_row + 1, max_row=last)
    made: Series = SeriesFactory(values, title=printable(series.name))
    made.graphicalProperties = GraphicalProperties(solidFill=FILLS[number % len(FILLS)])
    made.graphicalProperties.line = LineProperties(solidFill=INK, w=6350)
    if series.low is not None and series.high is not None:
        made.errBars = ErrorBars(
            errDir="y",
            errBarType="both",
            errValType="cust",
            noEndCap=False,
            plus=_numbers(sheet, beside[series.up], header_row + 1, last),
            minus=_numbers(sheet, beside[series.down], header_row + 1, last),
            spPr=GraphicalProperties(ln=LineProperties(solidFill=INK, w=12700)),
        )
    return made


def _numbers(sheet: Worksheet, column: int, first: int, last: int) -> NumDataSource:
    return NumDataSource(numRef=NumRef(f=str(Reference(sheet, min_col=column, min_row=first, max_row=last))))


def _axes(made: BarChart, figure: Figure, mirrored: bool) -> None:
    made.x_axis.delete = made.y_axis.delete = False
    made.y_axis.scaling.min = 0
    made.y_axis.number_format = "0"
    made.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill="D5DAE0", w=6350)))
    if figure.kind == "range":
        made.y_axis.scaling.max, made.y_axis.majorUnit = 100, 25
    else:
        made.x_axis.scaling.orientation = "maxMin"
        made.x_axis.tickLblSkip = 1
    along = made.x_axis if figure.kind == "range" else made.y_axis
    along.scaling.orientation = "maxMin" if mirrored else "minMax"
    made.legend.position, made.legend.overlay = "b", False
    made.layout = Layout(manualLayout=ManualLayout(x=0.06, y=0.14, h=0.66, w=0.9)) if figure.kind == "range" else None


def _target_line(sheet: Worksheet, column: int, header_row: int, last: int) -> LineChart:
    line = LineChart()
    series = SeriesFactory(Reference(sheet, min_col=column, min_row=header_row, max_row=last), title_from_data=True)
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=INK, w=19050, prstDash="dash"))
    series.marker.symbol = "none"
    series.smooth = False
    line.series.append(series)
    return line
