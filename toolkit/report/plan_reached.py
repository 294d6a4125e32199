"""The plan: its measures with place and solidity, what they reach, what they do not, and remarks."""

from collections.abc import Iterator, Sequence

from toolkit.method.coverage import MeasureRef
from toolkit.method.results import PlanLookedAt
from toolkit.problem import message, where
from toolkit.record.plan import Measure
from toolkit.report.plan_matrix import matrices
from toolkit.report.statement_cells import statement, statement_columns
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Table, Text, day, own, words


def plans(subject: Subject) -> Iterator[Part]:
    """What the plans looked at reach, cover on paper only, and do not reach; their measures; remarks."""
    say = subject.say
    yield Heading(level=1, text=say("report.plan.heading"), id="plan", sheet=say("report.sheet.coverage"))
    if not subject.results.plans:
        yield Text(text=say("report.plan.none"))
        return
    measures = sum(len(found.plan.measures) for found in subject.results.plans)
    yield Text(text=say("report.plan.counts", n=measures, plans=len(subject.results.plans)), role="key")
    yield Text(text=say("report.plan.explain"))
    yield from _not_reached(subject)
    yield from _measures_apart(subject)
    yield from matrices(subject)
    yield from _measures(subject)
    yield from _remarks(subject)


def _not_reached(subject: Subject) -> Iterator[Part]:
    found, list_name = subject.results.coverage, "plan_method.list"
    for name, items in (("only_on_paper", found.only_on_paper), ("items_not_reached", found.items_not_reached)):
        caption = subject.language.say(f"{list_name}.{name}")
        yield Heading(level=2, text=caption, id=f"plan-{name}")
        yield from _items(subject, name, caption, items)
    if found.limbs_not_reached:
        caption = subject.language.say(f"{list_name}.limbs_not_reached")
        columns = (
            Column(name=subject.say("report.limbs.code"), kind="code", width=10),
            Column(name=subject.say("report.limbs.gist"), width=80),
        )
        rows = tuple((Cell(shown=limb), words(subject.library.limbs[limb].gist)) for limb in found.limbs_not_reached)
        yield Heading(level=2, text=caption, id="plan-limbs_not_reached")
        yield Table(id="limbs_not_reached", caption=caption, columns=columns, rows=rows)


def _items(subject: Subject, name: str, caption: str, items: Sequence[str]) -> Iterator[Part]:
    say = subject.say
    if not items:
        yield Text(text=say("report.plan.list_empty"))
        return
    rows = []
    for item in items:
        value = subject.scores.item(item)
        counted = words(None if value is None else subject.counted_as(value.counted))
        lead = words(subject.lead(subject.item(item).lead))
        rows.append((*statement(subject, item), counted, own(reaching(subject, item)), lead))
    columns = (
        *statement_columns(subject, 42),
        Column(name=say("report.column.counted"), width=20),
        Column(name=say("report.plan.measures"), width=20, beneath=True),
        Column(name=say("report.column.lead"), width=20),
    )
    yield Table(id=name, caption=caption, columns=columns, rows=tuple(rows))


def reaching(subject: Subject, item: str) -> str:
    """Measures linked to an item, delivered and cancelled ones among them, with their class."""
    found = []
    for entry in subject.results.coverage.items[item].measures:
        plan = subject.results.plans[entry.plan].plan
        measure = plan.measure(entry.measure)
        if measure is not None:
            title = _called_of(subject, measure, plan.name)
            found.append(subject.say("report.plan.measure", title=title, solidity=_solidity(subject, entry.solidity)))
    return subject.joined(found)


def _called_of(subject: Subject, measure: Measure, plan: str) -> str:
    """A measure by number and title; with its plan where several are looked at, which may use the same numbers."""
    called = _called(measure)
    several = len(subject.results.plans) > 1
    return subject.language.say("plan_links.of_plan", measure=called, plan=plan) if several else called


def _called(measure: Measure) -> str:
    return " ".join(part for part in (measure.number, measure.title) if part)


def _solidity(subject: Subject, code: str) -> str:
    return subject.language.say(f"plan_method.solidity.{code}")


def _measures_apart(subject: Subject) -> Iterator[Part]:
    found = subject.results.coverage
    lists = {
        "reaches_nothing": found.reaches_nothing,
        "outside_the_lens": found.outside_the_lens,
        "names_only_a_provision": found.names_only_a_provision,
    }
    for name, refs in lists.items():
        if not refs and name != "reaches_nothing":
            continue
        caption = subject.language.say(f"plan_method.list.{name}")
        yield Heading(level=2, text=caption, id=f"plan-{name}")
        yield from _measure_list(subject, name, caption, refs)


def _measure_list(subject: Subject, name: str, caption: str, refs: Sequence[MeasureRef]) -> Iterator[Part]:
    say = subject.say
    if not refs:
        yield Text(text=say("report.plan.list_empty"))
        return
    rows = []
    for ref in refs:
        looked_at = subject.results.plans[ref.plan]
        measure = looked_at.plan.measure(ref.measure)
        assert measure is not None
        rows.append((own(looked_at.plan.name), own(_place(subject, measure)), own(_called(measure)), own(measure.lead)))
    columns = (
        Column(name=say("report.plan.plan"), width=18),
        Column(name=say("report.column.place"), width=18),
        Column(name=say("report.plan.title"), width=44),
        Column(name=say("report.column.lead"), width=20),
    )
    yield Table(id=name, caption=caption, columns=columns, rows=tuple(rows))


def _place(subject: Subject, measure: Measure) -> str:
    if measure.place is None:
        return ""
    return subject.say("report.plan.place", sheet=measure.place.sheet, row=measure.place.row)


def _measures(subject: Subject) -> Iterator[Part]:
    say = subject.say
    yield Heading(level=2, text=say("report.plan.all_heading"), id="plan-measures", sheet=say("report.sheet.plan"))
    yield Text(text=say("report.plan.all_explain"))
    for number, looked_at in enumerate(subject.results.plans, start=1):
        if len(subject.results.plans) > 1:
            yield Heading(
                level=3, text=say("report.plan.one", number=number, name=looked_at.plan.name), id=f"plan-{number}"
            )
        rows = tuple(_measure_row(subject, looked_at, measure) for measure in looked_at.plan.measures)
        if rows:
            caption = say("report.plan.caption", name=looked_at.plan.name)
            yield Table(id=f"measures_{number}", caption=caption, columns=_measure_columns(subject), rows=rows)
        else:
            yield Text(text=say("report.plan.no_measures"))


def _measure_columns(subject: Subject) -> tuple[Column, ...]:
    say = subject.say
    return (
        Column(name=say("report.column.place"), width=16, beneath=True),
        Column(name=say("report.plan.title"), width=50),
        Column(name=say("report.plan.group"), width=20, beneath=True),
        Column(name=say("report.column.lead"), width=18),
        Column(name=say("report.plan.end"), kind="date", width=13),
        Column(name=say("report.plan.when"), width=16, beneath=True),
        Column(name=say("report.plan.status"), width=12),
        Column(name=say("report.plan.solidity"), width=13),
        Column(name=say("report.plan.reasons"), width=30, beneath=True),
        Column(name=say("report.plan.reaches"), width=24, beneath=True),
        Column(name=say("report.plan.suggested"), width=24, beneath=True),
        Column(name=say("report.plan.indicator"), width=24, beneath=True),
        Column(name=say("report.plan.money"), width=20, beneath=True),
        Column(name=say("report.plan.partners"), width=20, beneath=True),
        Column(name=say("report.plan.update"), width=30, beneath=True),
        Column(name=say("report.plan.other"), width=30, beneath=True),
    )


def _measure_row(subject: Subject, looked_at: PlanLookedAt, measure: Measure) -> tuple[Cell, ...]:
    solidity = looked_at.solidities[measure.id]
    reasons = [subject.language.say(f"plan_method.reason.{reason}") for reason in solidity.reasons]
    links = looked_at.links.get(measure.id, ())
    reached = [
        f"{link.item} ({subject.language.say(f'plan_method.link.{link.kind}')})" for link in links if link.counts
    ]
    suggested = [link.item or link.dimension for link in links if not link.counts]
    indicator, money = measure.indicator, measure.budget
    told = {**{_column(subject, name): text for name, text in measure.details.items()}, **measure.other}
    return (
        own(_place(subject, measure)),
        own(_called(measure)),
        own(measure.group),
        own(measure.lead),
        day(measure.end),
        own(measure.when),
        words(subject.say(f"report.status.{measure.status}") if measure.status else None),
        words(_solidity(subject, solidity.code)),
        words(subject.joined(reasons)),
        Cell(shown=subject.joined(reached)),
        Cell(shown=subject.joined(suggested)),
        own(subject.joined([part for part in (indicator.name, indicator.baseline, indicator.target) if part])),
        own(subject.joined(_money(subject, measure)) or money.text),
        own(subject.joined(measure.partners)),
        own(measure.update),
        own("\n".join(subject.say("report.plan.told", name=name, text=text) for name, text in told.items())),
    )


def _column(subject: Subject, field: str) -> str:
    """Name of a recognised column: its heading in our own plan workbook, where it has one."""
    key = f"plan.field.{field}"
    return subject.language.say(key) if subject.language.has(key) else field


def _money(subject: Subject, measure: Measure) -> list[str]:
    money = measure.budget
    amount = None if money.amount is None else f"{money.amount:,.0f}"
    funding = subject.say(f"report.funding.{money.funding}") if money.funding else None
    return [part for part in (amount and " ".join((amount, money.currency or "")).strip(), funding, money.line) if part]


def _remarks(subject: Subject) -> Iterator[Part]:
    say = subject.say
    found = [
        (looked_at.plan.name, remark)
        for looked_at in subject.results.plans
        for remark in (*looked_at.problems, *looked_at.remarks)
    ]
    yield Heading(level=2, text=say("report.remarks.heading"), id="plan-remarks", sheet=say("report.sheet.remarks"))
    if not found:
        yield Text(text=say("report.remarks.none"))
        return
    columns = (
        Column(name=say("report.plan.plan"), width=18),
        Column(name=say("report.column.place"), width=20),
        Column(name=say("report.remarks.kind"), width=12),
        Column(name=say("report.remarks.text"), width=52),
    )
    rows = tuple(
        (
            own(name),
            own(where(remark.place, subject.language)),
            words(say(f"report.severity.{remark.severity}")),
            own(message(remark.model_copy(update={"place": type(remark.place)()}), subject.language)),
        )
        for name, remark in found
    )
    yield Table(id="remarks", caption=say("report.remarks.caption"), columns=columns, rows=rows)
