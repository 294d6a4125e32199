"""What a facility is asked: figures, a sample of files, boxes, and how their sums suggest a level for an item.

Facts of one prison, never levels of a State. Source: `checklists/facility.yaml`; the lines that part levels are ours.
"""

from typing import Annotated, Literal

from pydantic import Field

from toolkit.library.frozen import Frozen

Code = Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,19}$")]
Share = Annotated[float, Field(ge=0, le=1)]


class AskedFigure(Frozen):
    """One number a facility is asked for, and what it counts; `label` names it where there is little room."""

    id: Code
    label: str
    name: str
    explain: str
    counts: Literal["people", "places", "posts"]


class FileLine(Frozen):
    """One yes or no that is looked for in each file of the sample."""

    id: Code
    name: str
    explain: str


class TextBox(Frozen):
    """One box for free text."""

    id: Code
    name: str


class FigureCheck(Frozen):
    """Parts that together cannot exceed a whole."""

    parts: tuple[Code, ...]
    whole: Code


class Suggestion(Frozen):
    """How the facts of facilities suggest a level for an item; `note` says what they cannot show.

    Either a part of a whole, or people of facilities within a limit, or lines of the sample of files.
    """

    item: str
    part: Code | None = None
    whole: Code | None = None
    limit: Code | None = None
    lines: tuple[Code, ...] = ()
    weigh_by: Code | None = None
    note: str

    @property
    def figures(self) -> tuple[str, ...]:
        """Figures that this suggestion rests on."""
        return tuple(code for code in (self.part, self.whole, self.limit, self.weigh_by) if code is not None)


class FacilityForm(Frozen):
    """All that a facility is asked, how long it is designed to take, and the lines that part levels.

    `lead` is the function that runs facilities. Below `some` a share is a handful, from `half` on at least half;
    from fewer than `covered` of all people held nothing is suggested.
    """

    lead: str
    minutes: int
    files: Annotated[int, Field(ge=1, le=10)]
    some: Share
    half: Share
    covered: Share
    figures: Annotated[tuple[AskedFigure, ...], Field(max_length=15)]
    checks: tuple[FigureCheck, ...] = ()
    lines: tuple[FileLine, ...] = ()
    boxes: tuple[TextBox, ...] = ()
    suggests: tuple[Suggestion, ...] = ()

    def figure(self, id: str) -> AskedFigure:
        """The figure of an id. Raises KeyError."""
        return {found.id: found for found in self.figures}[id]

    def line(self, id: str) -> FileLine:
        """The line of an id. Raises KeyError."""
        return {found.id: found for found in self.lines}[id]
