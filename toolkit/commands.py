"""The commands of `python -m toolkit`, one function each. (DESIGN section 6)

What a command needs is imported when it runs, so that a short command stays quick.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.language import SOURCE, Language
from toolkit.library.lens import DEFAULT_LENS, Lens, lens_id, look_through
from toolkit.library.model import Library
from toolkit.library.reader import read_library
from toolkit.problem import Place, Problem, as_json, message, problem, something_held_back
from toolkit.record.assessment import Assessment

if TYPE_CHECKING:
    from toolkit.method.results import PlanLookedAt, Results

DONE, HELD_BACK, NOTHING = 0, 1, 2


class Ended(Exception):
    """The command ends with nothing readable: carries the problems that say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = list(problems)


class WrongUsage(Exception):
    """The words of the call are wrong: carries the sentence that says how."""


class Call:
    """One call of the command line: its options, language, library and day."""

    def __init__(self, options: argparse.Namespace, language: Language, today: date) -> None:
        self.options = options
        self.language = language
        self.today = today
        self._library: Library | None = None

    @property
    def library(self) -> Library:
        """The library in the call's language, read when first needed."""
        if self._library is None:
            self._library = read_library(self.language.code)
        return self._library

    def lens(self, assessment: Assessment | None = None) -> Lens:
        """Lens asked for, else the state's, else 78/224; depth likewise, else full."""
        asked = getattr(self.options, "lens", None)
        written = asked if asked is not None else (assessment.lens if assessment else DEFAULT_LENS)
        found = lens_id(self.library, written)
        if found is None:
            known = ", ".join(self.library.instruments)
            raise WrongUsage(self.language.say("command_line.lens_unknown", lens=written, known=known))
        depth = getattr(self.options, "depth", None) or (assessment.depth if assessment else "full")
        return look_through(self.library, found, depth)

    def day(self, assessment: Assessment | None) -> date:
        """Date asked for, else the file's as-of date, else today."""
        asked: date | None = self.options.on
        return asked or (assessment.as_of if assessment else None) or self.today

    def state(self) -> tuple[Assessment, list[Problem]]:
        """The state file named in the call. Ends the command if nothing of it can be read."""
        from toolkit.tasks.state import import_state

        path: Path = self.options.state
        assessment, problems = import_state(path, path.name, self.library)
        if assessment is None:
            raise Ended(problems)
        return assessment, problems

    def plan(self, path: Path, lens: Lens, as_of: date, assessment: Assessment | None = None) -> "PlanLookedAt":
        """A plan named in the call. Ends the command if nothing of it can be read."""
        from toolkit.tasks.plan import read_a_plan
        from toolkit.tasks.results import counted_levels

        levels = counted_levels(assessment, self.library) if assessment else None
        looked_at, problems = read_a_plan(path, path.name, self.library, lens=lens, as_of=as_of, levels=levels)
        if looked_at is None:
            raise Ended(problems)
        return looked_at

    def results(self, assessment: Assessment) -> tuple["Results", list[Problem]]:
        """All that follows from the state file and the plan named in the call, with the plan's problems."""
        from toolkit.tasks.results import results_of

        lens = self.lens(assessment)
        as_of = self.day(assessment)
        plans = [self.plan(self.options.plan, lens, as_of, assessment)] if self.options.plan else []
        found = results_of(assessment, self.library, as_of=as_of, lens=lens.id, depth=lens.depth, plans=plans)
        return found, [entry for plan in plans for entry in plan.problems]

    def done(self, document: Any, problems: Sequence[Problem]) -> int:
        """Say what was written; with `--json` also as a document."""
        if self.options.json:
            print_json({**document, "problems": [as_json(found, self.language) for found in problems]})
        else:
            print(self.language.say("command_line.written", file=document["file"]), file=sys.stderr)
        return self.tell(problems)

    def give(self, document: Any, problems: Sequence[Problem] = ()) -> int:
        """Print a result and say its problems; the exit code follows from them."""
        print_json(document)
        return self.tell(problems)

    def tell(self, problems: Sequence[Problem]) -> int:
        """Say problems on stderr; 1 if something was held back, else 0."""
        for found in problems:
            print(message(found, self.language), file=sys.stderr)
        return HELD_BACK if something_held_back(list(problems)) else DONE


def print_json(document: Any) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.flush()


def write_beside(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it, so that it is never there half."""
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    beside.replace(path)


def check_content(call: Call) -> int:
    """Hold the checklists against their rules; with `--texts`, our record against the official texts."""
    from toolkit.library.content_check import check_library, counts
    from toolkit.library.reader import read_library_with_problems
    from toolkit.tasks.official_texts import check_texts

    library, problems = read_library_with_problems(call.language.code)
    if library is None:
        raise Ended(problems)
    problems = [*problems, *check_library(library)]
    paragraphs: dict[str, int] = {}
    if call.options.texts is not None:
        if not call.options.texts.is_dir():
            raise Ended([problem("file_missing", Place(file=str(call.options.texts)))])
        found_in_texts, paragraphs = check_texts(library, call.options.texts)
        problems += found_in_texts
    document = {
        **counts(library),
        "paragraphs_in_texts": paragraphs,
        "problems": [as_json(found, call.language) for found in problems],
    }
    return call.give(document, problems)


def read_text(call: Call) -> int:
    """An official text: its symbol, language and provisions."""
    from toolkit.tasks.official_texts import official_text_as_json, read_official_text

    path: Path = call.options.file
    found, problems = read_official_text(path, path.name)
    if found is None:
        raise Ended(problems)
    return call.give(
        {**official_text_as_json(found), "problems": [as_json(entry, call.language) for entry in problems]}, problems
    )


def diff(call: Call) -> int:
    """Two instruments held against each other."""
    from toolkit.tasks.difference import difference_as_json

    symbols = [call.options.symbol, call.options.other_symbol]
    found = [lens_id(call.library, symbol) for symbol in symbols]
    for symbol, instrument in zip(symbols, found, strict=True):
        if instrument is None:
            known = ", ".join(call.library.instruments)
            raise WrongUsage(call.language.say("command_line.lens_unknown", lens=symbol, known=known))
    return call.give(difference_as_json(call.library, str(found[0]), str(found[1])))


def items(call: Call) -> int:
    """The items that a lens asks."""
    from toolkit.tasks.items import items_as_json

    return call.give(items_as_json(call.library, call.lens()))


def limbs(call: Call) -> int:
    """The limbs of a lens, each with the items that ask for it; without `--json` as a plain table."""
    from toolkit.tasks.limbs import limbs_as_json, limbs_asked

    lens, say = call.lens(), call.language.say
    if call.options.json:
        return call.give(limbs_as_json(call.library, lens))
    for limb in limbs_asked(call.library, lens):
        print(f"{limb.limb:<8}{limb.gist}")
        for entry in limb.items:
            basis = call.library.scales.bases[entry.basis].name
            rapid = say("command_line.limbs_rapid") if entry.rapid else ""
            print(f"{'':<8}{entry.item:<8}{basis:<14}{rapid}".rstrip())
        if not limb.items:
            print(f"{'':<8}{say('command_line.limbs_nothing')}")
    return DONE


def template(call: Call) -> int:
    """A blank or pre-filled workbook."""
    from toolkit.tasks.template import plan_template

    if call.options.kind_of_template != "plan":
        raise WrongUsage(call.language.say("command_line.template_to_come", kind=call.options.kind_of_template))
    assessment, problems = call.state() if call.options.state else (None, [])
    content = plan_template(call.language, call.library, call.lens(assessment))
    write_beside(call.options.output, content)
    return call.done({"file": str(call.options.output)}, problems)


def read_plan(call: Call) -> int:
    """A plan as it was read: measures with place, solidity and links."""
    from toolkit.tasks.plan import plan_as_json

    assessment, problems = call.state() if call.options.state else (None, [])
    lens = call.lens(assessment)
    looked_at = call.plan(call.options.file, lens, call.day(assessment))
    document = plan_as_json(looked_at, call.library, lens, call.language, problems)
    if call.options.annotated:
        write_annotated(call, looked_at)
    return call.give(document, [*problems, *looked_at.problems])


def write_annotated(call: Call, looked_at: "PlanLookedAt") -> None:
    """Write the workbook itself with notes on its cells and a sheet of problems."""
    from toolkit.tasks.workbook_back import workbook_back

    back, _ = workbook_back(call.options.file.read_bytes(), call.options.file.name, looked_at, call.language)
    write_beside(call.options.annotated, back.content)
    said = "annotated_copy" if back.is_copy else "annotated"
    print(call.language.say(f"command_line.{said}", file=str(call.options.annotated)), file=sys.stderr)


def score(call: Call) -> int:
    """All figures of a state file."""
    from toolkit.tasks.results import results_as_json

    assessment, problems = call.state()
    results, found = call.results(assessment)
    problems = [*problems, *found]
    return call.give(results_as_json(results, call.language, problems), [*problems, *results.problems])


def matrix(call: Call) -> int:
    """What the measures of all plans reach: measures by provisions, limbs or items."""
    from toolkit.tasks.matrix import matrix_as_json, matrix_of

    assessment, problems = call.state()
    results, found = call.results(assessment)
    return call.give(matrix_as_json(matrix_of(results, call.library, call.options.by)), [*problems, *found])


def report(call: Call) -> int:
    """The report of a state file."""
    from toolkit.tasks.report import make_report

    assessment, problems = call.state()
    results, found = call.results(assessment)
    _, content = make_report(
        assessment, results, call.library, call.language, to=call.options.to, kind=call.options.kind, today=call.today
    )
    write_beside(call.options.output, content)
    return call.done({"file": str(call.options.output)}, [*problems, *found, *results.problems])


def draft_plan(call: Call) -> int:
    """A plan workbook from the gaps of a state file."""
    from toolkit.tasks.draft_plan import draft_plan as draft
    from toolkit.tasks.draft_plan import plan_as_workbook

    assessment, problems = call.state()
    lead, known = call.options.lead, call.library.scales.bodies
    lead = lead.upper() if lead else None
    if lead is not None and lead not in known:
        raise WrongUsage(call.language.say("command_line.lead_unknown", lead=lead, known=", ".join(known)))
    results, found = call.results(assessment)
    plan, remarks = draft(assessment, results, call.library, call.language, lead)
    write_beside(call.options.output, plan_as_workbook(plan, assessment, call.library, results.lens, call.language))
    document = {"file": str(call.options.output), "measures": len(plan.measures)}
    return call.done(document, [*problems, *found, *results.problems, *remarks])


def review_workbook(call: Call) -> int:
    """All that is asked, as a workbook for review."""
    from toolkit.tasks.review import workbook_for_review

    write_beside(call.options.output, workbook_for_review(call.library, call.language))
    return call.done({"file": str(call.options.output)}, [])


def read_review(call: Call) -> int:
    """A review workbook as it was read; with `--apply` its changes are taken over."""
    from toolkit.tasks.review import read_a_review, review_as_json, take_over

    if call.options.apply and call.language.code != SOURCE:
        raise WrongUsage(call.language.say("command_line.review_apply_source", language=SOURCE))
    path: Path = call.options.file
    reading, problems = read_a_review(path, path.name, call.library, call.language)
    if reading is None:
        raise Ended(problems)
    applied, found = take_over(reading.changes) if call.options.apply else (None, [])
    problems = [*reading.problems, *found]
    document = review_as_json(reading, applied)
    return call.give({**document, "problems": [as_json(entry, call.language) for entry in problems]}, problems)


def schema(call: Call) -> int:
    """JSON Schema of the state file."""
    from toolkit.record.state_file import state_schema

    return call.give(state_schema())


def backup(call: Call) -> int:
    """Copy the store into one file while the app goes on."""
    from toolkit.tasks.keep import back_up

    problems = back_up(os.environ, call.options.output)
    if something_held_back(problems):
        raise Ended(problems)
    return call.done({"file": str(call.options.output)}, problems)


def restore(call: Call) -> int:
    """Put a copy back in the place of the store."""
    from toolkit.tasks.keep import bring_back

    problems = bring_back(os.environ, call.options.file)
    if something_held_back(problems):
        raise Ended(problems)
    return call.done({"file": str(call.options.file)}, problems)


_FILE = (("file",), {"type": Path, "metavar": "FILE"})
_STATE_FILE = (("state",), {"type": Path, "metavar": "STATE.json"})
_STATE = (("--state",), {"type": Path, "default": None, "metavar": "STATE.json"})
_LENS = (("--lens",), {"default": None, "metavar": "ID"})
_DEPTH = (("--depth",), {"choices": ["rapid", "full"], "default": None})
_LEAD = (("--lead",), {"default": None, "metavar": "CODE"})
_PLAN = (("--plan",), {"type": Path, "default": None, "metavar": "FILE"})
_OUTPUT = (("-o", "--output"), {"type": Path, "required": True, "metavar": "OUT"})
_BODY = (("--body",), {"default": None, "metavar": "ID"})
_TEXTS = (("--texts",), {"type": Path, "default": None, "metavar": "DIR"})
_TO = (("--to",), {"choices": ["docx", "pdf", "xlsx", "html", "json"], "required": True})
_KIND = (("--kind",), {"choices": ["full"], "default": "full"})
_SYMBOL = (("symbol",), {"metavar": "SYMBOL"})
_OTHER_SYMBOL = (("other_symbol",), {"metavar": "SYMBOL"})
_ANNOTATED = (("--annotated",), {"type": Path, "default": None, "metavar": "OUT"})
_BY = (("--by",), {"choices": ["provisions", "limbs", "items"], "default": "provisions"})
_APPLY = (("--apply",), {"action": "store_true"})
_TEMPLATE = (("kind_of_template",), {"choices": ["plan", "questionnaire", "facility"]})

Argument = tuple[tuple[str, ...], dict[str, Any]]
COMMANDS: tuple[tuple[str, Callable[[Call], int], tuple[Argument, ...]], ...] = (
    ("check-content", check_content, (_TEXTS,)),
    ("items", items, (_LENS, _DEPTH)),
    ("limbs", limbs, (_LENS,)),
    ("template", template, (_TEMPLATE, _STATE, _BODY, _LENS, _DEPTH, _OUTPUT)),
    ("read-plan", read_plan, (_FILE, _STATE, _LENS, _ANNOTATED)),
    ("score", score, (_STATE_FILE, _PLAN, _LENS, _DEPTH)),
    ("matrix", matrix, (_STATE_FILE, _PLAN, _BY, _LENS, _DEPTH)),
    ("report", report, (_STATE_FILE, _PLAN, _TO, _KIND, _LENS, _DEPTH, _OUTPUT)),
    ("draft-plan", draft_plan, (_STATE_FILE, _PLAN, _LEAD, _LENS, _DEPTH, _OUTPUT)),
    ("read-text", read_text, (_FILE,)),
    ("diff", diff, (_SYMBOL, _OTHER_SYMBOL)),
    ("review-workbook", review_workbook, (_OUTPUT,)),
    ("read-review", read_review, (_FILE, _APPLY)),
    ("schema", schema, ()),
    ("backup", backup, (_OUTPUT,)),
    ("restore", restore, (_FILE,)),
)
