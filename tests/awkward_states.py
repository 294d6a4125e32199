"""Awkward states: every page, report and round trip must bear them.

`AWKWARD` gives each by its name; `awkward(name, library)` makes it. Texts that people paste are part of it: other
scripts, formula-like text, control characters, very long words, names that are file paths.
"""

from collections.abc import Callable, Mapping
from datetime import date

from tests.made import assessment_of
from toolkit.library.model import Library
from toolkit.record.assessment import Assessment, Body, Difficulty, Evidence, Help, Practice, Response
from toolkit.record.plan import Budget, Funding, Indicator, Measure, Plan, RowPlace, Status

AS_OF = date(2026, 6, 30)
LONG_WORD = "Wiedereingliederung" * 15 + "Wiedereinglied"
LONG_COMMENT = "People return to the nine districts with a plan. " * 205
ARABIC = "إعادة الإدماج والحد من معاودة الإجرام"
CHINESE = "减少再次犯罪与重返社会"
TEXTS: Mapping[str, str] = {
    "arabic": ARABIC,
    "chinese": CHINESE,
    "mixed_directions": f"Plan {ARABIC} (2026) {CHINESE} 50 %",
    "formula": '=HYPERLINK("http://example.org","open")',
    "formula_plus": "+1+1",
    "formula_minus": "-2+3",
    "formula_at": "@SUM(A1:A9)",
    "tab": "\t=1+1",
    "carriage_return": "\r=1+1",
    "control_characters": "before\x00\x01\x08\x0b\x1f\x7fafter",
    "emoji": "Return councils \U0001f91d work \U0001f468‍\U0001f469‍\U0001f467",
    "path": "../../etc/passwd",
    "windows_path": "C:\\Windows\\system32\\con.txt",
    "markup": "<script>alert(1)</script> **bold** [link](javascript:alert(1)) #panic $x^2$ :material/home:",
    "long_word": LONG_WORD,
    "long_comment": LONG_COMMENT,
}


def _levels(library: Library, level: int) -> Assessment:
    given = {item.id: level for item in library.items.values() if not item.participation}
    return assessment_of(given, library, as_of=AS_OF, profile={"state": "Talvenia"})


def nothing_answered(library: Library) -> Assessment:
    return Assessment()


def not_applicable_wherever_it_may_be(library: Library) -> Assessment:
    given = {item.id: item.not_applicable[0] for item in library.items.values() if item.not_applicable}
    return assessment_of(given, library, as_of=AS_OF)


def all_0(library: Library) -> Assessment:
    return _levels(library, 0)


def all_4(library: Library) -> Assessment:
    return _levels(library, 4)


def one_dimension(library: Library) -> Assessment:
    return assessment_of(dict.fromkeys(library.dimensions["D04"].items, 2), library, as_of=AS_OF)


def participation_only(library: Library) -> Assessment:
    answers = {"D14-2": "yes", "D15-3": "partly", "D15-4": "no"}
    return assessment_of(answers, library, lens="a-res-79-187", as_of=AS_OF)


def twelve_bodies(library: Library) -> Assessment:
    leads = list(library.scales.bodies)[:12]
    bodies = tuple(Body(id=f"body-{number}", name=f"Body {number}", leads=(lead,)) for number, lead in enumerate(leads))
    items = [item.id for item in library.items.values() if not item.participation]
    responses = [
        Response(item=item, body=f"body-{number}", level=(number + place) % 5)
        for place, item in enumerate(items)
        for number in range(12)
        if (place + number) % 3
    ]
    return Assessment(bodies=bodies, responses=tuple(responses), as_of=AS_OF)


def five_hundred_measures(library: Library) -> Assessment:
    items = list(library.items)
    measures = tuple(
        Measure(
            id=f"m-{number}",
            number=str(number),
            title=f"Measure {number} for {library.items[items[number % len(items)]].text[:60]}",
            lead=None if number % 7 == 0 else f"Body {number % 9}",
            leads=() if number % 7 == 0 else (f"Body {number % 9}",),
            end=None if number % 11 == 0 else date(2024 + number % 5, 1 + number % 12, 1),
            status=list(Status)[number % len(Status)],
            budget=Budget(amount=1000.0 * number, currency="TVC", funding=list(Funding)[number % len(Funding)]),
            indicator=Indicator(name="People reached", target=str(number)) if number % 3 else Indicator(),
            items=(items[number % len(items)],) if number % 4 else (),
            place=RowPlace(sheet="Plan", row=number + 2),
        )
        for number in range(500)
    )
    base = _levels(library, 1)
    return base.model_copy(update={"plans": (Plan(name="A very long plan", measures=measures),)})


def awkward_texts(library: Library) -> Assessment:
    """Every text field of many responses, and of profile, scope and plan, filled with awkward texts."""
    texts = list(TEXTS.values())
    items = [item.id for item in library.items.values() if not item.participation]

    def text(number: int) -> str:
        return texts[number % len(texts)]

    responses = [
        Response(
            item=item,
            level=number % 5,
            comment=text(number),
            evidence=(Evidence(kind="document", title=text(number + 1), date="2025", reference=text(number + 2)),),
            practice=Practice(what=text(number + 3), result=text(number + 4), since="2021", source=text(number + 5)),
            difficulty=Difficulty(kind="money", line=text(number + 6)),
            help=Help(kind=text(number + 7), asked_from=text(number + 8)),
        )
        for number, item in enumerate(items)
    ]
    measures = tuple(
        Measure(
            id=f"m-{number}",
            title=given,
            lead=texts[-number - 1],
            leads=(texts[-number - 1],),
            update=given,
            items=(items[number],),
            place=RowPlace(sheet=TEXTS["path"], row=number + 2),
        )
        for number, given in enumerate(texts)
    )
    return Assessment(
        name=TEXTS["path"],
        profile={"state": TEXTS["mixed_directions"]},
        scope={"covers": TEXTS["control_characters"], "leaves_out": TEXTS["formula"]},
        responses=tuple(responses),
        plans=(Plan(name=TEXTS["windows_path"], file_name=TEXTS["path"], measures=measures),),
        as_of=AS_OF,
    )


def one_text(name: str) -> Callable[[Library], Assessment]:
    """A State whose name and only comment are one awkward text."""

    def make(library: Library) -> Assessment:
        response = Response(item="D01-1", level=2, comment=TEXTS[name])
        return Assessment(name=TEXTS[name], profile={"state": TEXTS[name]}, responses=(response,), as_of=AS_OF)

    return make


AWKWARD: Mapping[str, Callable[[Library], Assessment]] = {
    "nothing_answered": nothing_answered,
    "not_applicable_wherever_it_may_be": not_applicable_wherever_it_may_be,
    "all_0": all_0,
    "all_4": all_4,
    "one_dimension": one_dimension,
    "participation_only": participation_only,
    "twelve_bodies": twelve_bodies,
    "five_hundred_measures": five_hundred_measures,
    "awkward_texts": awkward_texts,
    **{f"text_{name}": one_text(name) for name in TEXTS},
}


def awkward(name: str, library: Library) -> Assessment:
    """One awkward state by its name."""
    return AWKWARD[name](library)
