"""Commands that hold several assessments together: two of one State, or the units of a federal one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from toolkit.call import Call, Ended, WrongUsage, write_beside
from toolkit.problem import Problem


def compare(call: Call) -> int:
    """Two assessments of one State held against each other; with `-o` also as a document."""
    from toolkit.tasks.comparison import COMPARISON_FORMATS, comparison_as_json, comparison_of, make_comparison

    options = call.options
    to = format_of(call, COMPARISON_FORMATS)
    before, of_before = call.state_in(options.before)
    after, of_after = call.state_in(options.after)
    lens = call.lens(after).id if options.lens else None
    found, doubts = comparison_of(
        before, after, call.library, lens=lens, depth=options.depth, same_scope=options.same_scope
    )
    problems = [*of_before, *of_after, *doubts]
    if found is None:
        raise Ended(problems)
    if to is not None:
        _, content = make_comparison(found, after, call.library, call.language, to=to, today=call.day(after))
        write_beside(options.output, content)
    return _told(call, comparison_as_json(found, call.language, problems), problems)


def roll_up(call: Call) -> int:
    """The units of a federal State rolled up; with `-o` also as a document."""
    from toolkit.tasks.roll_up import ROLL_UP_FORMATS, make_roll_up, roll_up_as_json, rolled_up, together

    options = call.options
    to = format_of(call, ROLL_UP_FORMATS)
    read = [call.state_in(path) for path in options.units]
    units = [assessment for assessment, _ in read]
    lens = call.lens(units[0])
    found, doubts = rolled_up(units, call.library, lens, named=options.named)
    problems = [*(entry for _, problems in read for entry in problems), *doubts]
    if found is None:
        raise Ended(problems)
    told = together(units, found, call.library, lens, call.language, call.options.on or call.today)
    if to is not None:
        write_beside(options.output, make_roll_up(told, to=to, today=told.as_of)[1])
    return _told(call, roll_up_as_json(told, problems), problems)


def format_of(call: Call, formats: tuple[str, ...]) -> str | None:
    """Format of the document asked for: `--to`, else the ending of its name; None if none is asked for."""
    path: Path | None = call.options.output
    to: str | None = call.options.to
    if path is None and to is None:
        return None
    wanted = to or (path.suffix.lower().lstrip(".") if path is not None else "")
    if path is None or wanted not in formats:
        raise WrongUsage(call.language.say("command_line.document_format", formats=", ".join(formats)))
    return wanted


def _told(call: Call, document: dict[str, Any], problems: Sequence[Problem]) -> int:
    """Give the figures; where a document was written and no `--json` asked for, say only where it is."""
    if call.options.output is None or call.options.json:
        return call.give(document, problems)
    return call.done({"file": str(call.options.output)}, problems)


_LENS = (("--lens",), {"default": None, "metavar": "ID"})
_DEPTH = (("--depth",), {"choices": ["rapid", "full"], "default": None})
_TO = (("--to",), {"choices": ["docx", "pdf", "xlsx", "html"], "default": None})
_OUTPUT = (("-o", "--output"), {"type": Path, "default": None, "metavar": "OUT"})
_BEFORE = (("before",), {"type": Path, "metavar": "STATE.json"})
_AFTER = (("after",), {"type": Path, "metavar": "STATE.json"})
_SAME_SCOPE = (("--same-scope",), {"action": "store_true"})
_UNITS = (("units",), {"type": Path, "nargs": "+", "metavar": "STATE.json"})
_NAMED = (("--named",), {"action": "store_true"})

Argument = tuple[tuple[str, ...], dict[str, Any]]
COMMANDS_BETWEEN: tuple[tuple[str, Callable[[Call], int], tuple[Argument, ...]], ...] = (
    ("compare", compare, (_BEFORE, _AFTER, _SAME_SCOPE, _LENS, _DEPTH, _TO, _OUTPUT)),
    ("roll-up", roll_up, (_UNITS, _NAMED, _LENS, _DEPTH, _TO, _OUTPUT)),
)
