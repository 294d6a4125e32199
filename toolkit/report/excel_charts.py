"""Native charts of a workbook: they take their numbers from the table twin beside them.

Ranges are error bars, the target is a line; every bar has an outline, so that the chart is readable in grey.
"""

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import NumData, NumDataSource, NumVal
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.report.letters import printable
from toolkit.report.tree import Figure
from toolkit.report.tree import Series as FigureSeries

FILLS, INK = ("1F4E79", "9DB4C8"), "1F2933"
WIDTH_CM, HEIGHT_CM = 24, 9
LONGEST_TITLE = 200


def chart(sheet: Worksheet, figure: Figure, header_row: int, target_column: int | None) -> BarChart:
    """Chart of a figure whose twin stands on a sheet with its heading in this row."""
    first, last = header_row + 1, header_row + len(figure.twin.rows)
    made = BarChart()
    made.type = "col" if figure.kind == "range" else "bar"
    made.width, made.height = WIDTH_CM, HEIGHT_CM
    made.title = printable(figure.caption)[:LONGEST_TITLE]
    made.gapWidth = 60
    for number, series in enumerate(figure.series):
        made.series.append(_bars(sheet, figure, series, number, header_row))
    made.set_categories(Reference(sheet, min_col=figure.label + 1, min_row=first, max_row=last))
    _axes(made, figure)
    if figure.kind == "counts":
        made.grouping, made.overlap = "stacked", 100
        made.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    if target_column is not None:
        made += _target_line(sheet, target_column, header_row, last)
    return made


def _bars(sheet: Worksheet, figure: Figure, series: FigureSeries, number: int, header_row: int) -> Series:
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
            plus=_lengths(figure, series.column, series.high),
            minus=_lengths(figure, series.low, series.column),
            spPr=GraphicalProperties(ln=LineProperties(solidFill=INK, w=12700)),
        )
    return made


def _lengths(figure: Figure, start: int, end: int) -> NumDataSource:
    """Lengths from one column to another, row by row; rows without a number have none."""
    found = []
    for row, cells in enumerate(figure.twin.rows):
        low, high = cells[start].number, cells[end].number
        if low is not None and high is not None:
            found.append(NumVal(idx=row, v=str(high - low)))
    return NumDataSource(numLit=NumData(formatCode="0", ptCount=len(figure.twin.rows), pt=found))


def _axes(made: BarChart, figure: Figure) -> None:
    made.x_axis.delete = made.y_axis.delete = False
    made.y_axis.scaling.min = 0
    made.y_axis.number_format = "0"
    made.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill="D5DAE0", w=6350)))
    if figure.kind == "range":
        made.y_axis.scaling.max, made.y_axis.majorUnit = 100, 25
    else:
        made.x_axis.scaling.orientation = "maxMin"
        made.y_axis.majorUnit = None
    made.legend.position = "b"
    made.layout = Layout(manualLayout=ManualLayout(x=0.06, y=0.14, h=0.66, w=0.9)) if figure.kind == "range" else None


def _target_line(sheet: Worksheet, column: int, header_row: int, last: int) -> LineChart:
    line = LineChart()
    series = SeriesFactory(Reference(sheet, min_col=column, min_row=header_row, max_row=last), title_from_data=True)
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=INK, w=19050, prstDash="dash"))
    series.marker.symbol = "none"
    series.smooth = False
    line.series.append(series)
    return line
