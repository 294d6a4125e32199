"""What the sheets of many facilities say together: sums, the share of people held they cover, suggested levels.

A sum says over how many facilities it runs; a missing number is never a zero. A share is taken over facilities that
told both its parts, and is null where none did. A suggested level rests on what figures can show: levels 0 to 2, and 3
as possible where a person knows that the rest of its conditions is met. It counts for nothing until a person chooses.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from toolkit.library.facility import FacilityForm, Suggestion
from toolkit.library.model import Frozen, Library
from toolkit.record.assessment import Assessment
from toolkit.record.facility import FacilitySheet, InFile

NONE_YET, BEGUN, PARTLY, IN_PLACE = 0, 1, 2, 3
HELD = "held"


class FigureSum(Frozen):
    """Sum of a figure over the facilities that told it; `estimates` of them by an estimate."""

    id: str
    total: int | None
    told: int
    estimates: int = 0


class CoveredPeople(Frozen):
    """How many facilities answered, out of all if that is told, and what share of all people held they hold."""

    sheets: int
    facilities: int | None
    held: int | None
    told_held: int
    people_held: int | None

    @property
    def share(self) -> float | None:
        """Share of people held in facilities that answered; null if either number is not told."""
        return None if self.held is None or not self.people_held else self.held / self.people_held


class Operand(Frozen):
    """What one facility adds to a share: its part and its whole; for a sample, files and the people it stands for."""

    facility: str
    name: str
    part: int
    whole: int
    weight: int | None = None


class SuggestedLevel(Frozen):
    """What sheets suggest for an item: a share, the level that figures show, and the one possible beyond that.

    `level` is None where nothing is suggested; `why` holds codes of the reasons.
    """

    item: str
    share: float | None = None
    level: int | None = None
    possible: int | None = None
    why: tuple[str, ...] = ()
    operands: tuple[Operand, ...] = ()
    sheets: int = 0

    @property
    def part(self) -> int:
        """Sum of the parts."""
        return sum(operand.part for operand in self.operands)

    @property
    def whole(self) -> int:
        """Sum of the wholes."""
        return sum(operand.whole for operand in self.operands)


class FacilityTable(Frozen):
    """All sheets of an assessment, and what follows from them together."""

    sheets: tuple[FacilitySheet, ...]
    sums: tuple[FigureSum, ...]
    covered: CoveredPeople
    suggested: tuple[SuggestedLevel, ...]

    def sum_of(self, figure: str) -> FigureSum:
        """Sum of a figure. Raises KeyError."""
        return {found.id: found for found in self.sums}[figure]

    def suggestion(self, item: str) -> SuggestedLevel | None:
        """What is suggested for an item, or None."""
        return next((found for found in self.suggested if found.item == item), None)


def facility_table(assessment: Assessment, library: Library) -> FacilityTable:
    """What the facility sheets of an assessment say together."""
    form, sheets = library.facility, assessment.facilities
    sums = tuple(_sum(figure.id, sheets) for figure in form.figures)
    held = next(found for found in sums if found.id == HELD)
    covered = CoveredPeople(
        sheets=len(sheets),
        facilities=assessment.profile.facilities,
        held=held.total,
        told_held=held.told,
        people_held=assessment.profile.people_held,
    )
    suggested = tuple(_suggested(entry, sheets, covered, form) for entry in form.suggests if sheets)
    return FacilityTable(sheets=sheets, sums=sums, covered=covered, suggested=suggested)


def _sum(figure: str, sheets: Sequence[FacilitySheet]) -> FigureSum:
    told = [sheet for sheet in sheets if sheet.value(figure) is not None]
    total = sum(sheet.value(figure) or 0 for sheet in told) if told else None
    estimates = sum(sheet.known(figure) == "estimate" for sheet in told)
    return FigureSum(id=figure, total=total, told=len(told), estimates=estimates)


def _suggested(
    entry: Suggestion, sheets: Sequence[FacilitySheet], covered: CoveredPeople, form: FacilityForm
) -> SuggestedLevel:
    operands = tuple(operand for sheet in sheets if (operand := _operand(entry, sheet)) is not None)
    share = _share(operands)
    level, possible, why = _level(share, _covered_by(operands, sheets, covered), form)
    if share is not None and len(operands) < len(sheets):
        why.append("some_without")
    if share is not None and _has_estimates(entry, sheets, operands):
        why.append("estimates")
    return SuggestedLevel(
        item=entry.item,
        share=None if share is None else float(share),
        level=level,
        possible=possible,
        why=tuple(why),
        operands=operands,
        sheets=len(sheets),
    )


def _operand(entry: Suggestion, sheet: FacilitySheet) -> Operand | None:
    """What a facility adds; None if it did not tell all that is needed."""
    if entry.lines:
        return _of_files(entry, sheet)
    part = sheet.value(entry.part) if entry.part else None
    if entry.limit is not None:
        limit = sheet.value(entry.limit)
        if part is None or limit is None:
            return None
        return Operand(facility=sheet.id, name=sheet.name, part=part if part <= limit else 0, whole=part)
    whole = sheet.value(entry.whole) if entry.whole else None
    if part is None or whole is None:
        return None
    return Operand(facility=sheet.id, name=sheet.name, part=part, whole=whole)


def _of_files(entry: Suggestion, sheet: FacilitySheet) -> Operand | None:
    """Files with yes on every line, out of those with yes or no; the facility counts with its number of people."""
    decided = [found for found in map(_in_one_file, zip(*map(sheet.files, entry.lines), strict=False)) if found]
    weight = sheet.value(entry.weigh_by) if entry.weigh_by else None
    if not decided or not weight:
        return None
    yes = decided.count("yes")
    return Operand(facility=sheet.id, name=sheet.name, part=yes, whole=len(decided), weight=weight)


def _in_one_file(said: Iterable[InFile | None]) -> InFile | None:
    """What one file says on several lines: no if one says no, yes if all say yes, else nothing."""
    told = set(said)
    if "no" in told:
        return "no"
    return "yes" if told == {"yes"} else None


def _share(operands: Sequence[Operand]) -> Fraction | None:
    """Parts over wholes; of samples the mean of their shares, each facility by its number of people."""
    if not operands:
        return None
    if operands[0].weight is None:
        whole = sum(found.whole for found in operands)
        return Fraction(sum(found.part for found in operands), whole) if whole else None
    people = sum(found.weight or 0 for found in operands)
    return sum((Fraction(found.part, found.whole) * (found.weight or 0) for found in operands), Fraction(0)) / people


def _covered_by(operands: Sequence[Operand], sheets: Sequence[FacilitySheet], covered: CoveredPeople) -> float | None:
    """Share of all people held in the facilities that a suggestion rests on, as far as they told their number."""
    used = {operand.facility for operand in operands}
    told = [value for sheet in sheets if sheet.id in used and (value := sheet.value(HELD)) is not None]
    return sum(told) / covered.people_held if covered.people_held and told else None


def _level(
    share: Fraction | None, covered: float | None, form: FacilityForm
) -> tuple[int | None, int | None, list[str]]:
    """Level that figures show, the one possible beyond it, and why."""
    if share is None:
        return None, None, ["nothing_told"]
    why = ["covered_not_known"] if covered is None else []
    if covered is not None and covered < form.covered:
        return None, None, ["little_covered"]
    if share == 0:
        return NONE_YET, BEGUN, ["nobody", *why]
    if share < Fraction(str(form.some)):
        return BEGUN, PARTLY, ["handful", *why]
    if share < Fraction(str(form.half)):
        return PARTLY, None, ["below_half", *why]
    return PARTLY, IN_PLACE, ["half", *why]


def _has_estimates(entry: Suggestion, sheets: Sequence[FacilitySheet], operands: Sequence[Operand]) -> bool:
    used = {operand.facility for operand in operands}
    return any(sheet.known(figure) == "estimate" for sheet in sheets if sheet.id in used for figure in entry.figures)
