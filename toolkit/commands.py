"""The commands of `python -m toolkit`, one function each. (DESIGN section 6)

What a command needs is imported when it runs, so that a short command stays quick.
"""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.call import DONE, Call, Ended, WrongUsage, refuse_folder, write_beside
from toolkit.commands_between import COMMANDS_BETWEEN
from toolkit.commands_texts import COMMANDS_OF_TEXTS
from toolkit.language import SOURCE
from toolkit.problem import Place, Problem, as_json, problem, something_held_back

if TYPE_CHECKING:
    from toolkit.method.results import PlanLookedAt, Results
    from toolkit.record.assessment import Assessment
    from toolkit.tasks.report import Choices


def check_content(call: Call) -> int:
    """Hold the checklists against their rules; with `--texts`, our record against the official texts."""
    from toolkit.library.content_check import check_library, counts
    from toolkit.library.reader import read_library_with_problems
    from toolkit.tasks.official_texts import HeldAgainst, hold_against_texts

    library, problems = read_library_with_problems(call.language.code)
    if library is None:
        raise Ended(problems)
    problems = [*problems, *check_library(library)]
    texts = HeldAgainst()
    if call.options.texts is not None:
        if not call.options.texts.is_dir():
            raise Ended([problem("folder_missing", Place(file=str(call.options.texts)))])
        texts = hold_against_texts(library, call.options.texts)
        problems += texts.problems
    document = {
        **counts(library),
        "paragraphs_in_texts": dict(texts.paragraphs),
        "provisions_in_texts": {id: dict(parts) for id, parts in texts.in_both.items()},
        "problems": [as_json(found, call.language) for found in problems],
    }
    return call.give(document, problems)


def read_text(call: Call) -> int:
    """An official text: its symbol, language and provisions."""
    from toolkit.tasks.official_texts import official_text_as_json, read_official_text

    path: Path = call.options.file
    found, problems = read_official_text(path, path.name)
    if found is None or not found.provisions:
        raise Ended(problems)
    return call.give(
        {**official_text_as_json(found), "problems": [as_json(entry, call.language) for entry in problems]}, problems
    )


def diff(call: Call) -> int:
    """Two instruments held against each other."""
    from toolkit.library.lens import lens_id
    from toolkit.tasks.difference import difference_as_json

    symbols = [call.options.symbol, call.options.other_symbol]
    found = [lens_id(call.library, symbol) for symbol in symbols]
    for symbol, instrument in zip(symbols, found, strict=True):
        if instrument is None:
            known = ", ".join(call.library.instruments)
            raise WrongUsage(call.language.say("command_line.lens_unknown", lens=symbol, known=known))
    before, after = (str(instrument) for instrument in found)
    if call.options.output is not None:
        _write_strategies_added(call, before, after)
    return call.give(difference_as_json(call.library, before, after))


def _write_strategies_added(call: Call, before: str, after: str) -> None:
    """Write what the Model Strategies add to 78/224 as a document; its ending names the format."""
    from toolkit.tasks.strategies_added import TABLE_FORMATS, is_strategies_added, make_strategies_added

    path: Path = call.options.output
    to = path.suffix.lower().lstrip(".")
    if to not in TABLE_FORMATS or not is_strategies_added(call.library, before, after):
        raise WrongUsage(call.language.say("command_line.diff_no_table", formats=", ".join(TABLE_FORMATS)))
    _, content = make_strategies_added(call.library, call.language, after, to=to, today=call.today)
    write_beside(path, content)


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
    from toolkit.tasks.facility import facility_template
    from toolkit.tasks.questionnaire import questionnaire_template
    from toolkit.tasks.template import plan_template

    options = call.options
    assessment, problems = call.state() if options.state else (None, [])
    lens = call.lens(assessment)
    if options.kind_of_template == "plan":
        content = plan_template(call.language, call.library, lens)
    elif options.kind_of_template == "facility":
        told = {"asked_by": options.asked_by, "due": options.due}
        content = facility_template(call.language, call.library, lens, assessment, options.body, **told)
    else:
        content = questionnaire_template(
            call.language,
            call.library,
            lens,
            assessment,
            options.body,
            support=options.support,
            asked_by=options.asked_by,
            due=options.due,
        )
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


def read_answers(call: Call) -> int:
    """What bodies returned, merged into one state file; items with bodies, levels and agreement."""
    from toolkit.record.state_file import state_text
    from toolkit.tasks.facility import facilities_as_json
    from toolkit.tasks.read_answers import base_of, items_as_json, merge_files, read_file

    files = [read_file(path, path.name, call.library) for path in call.options.files]
    if not any(found.readable for found in files):
        raise Ended([entry for found in files for entry in found.brought.problems])
    base = base_of(files)
    merged = merge_files(base, files, call.library, call.day(base))
    write_beside(call.options.output, state_text(merged.assessment).encode("utf-8"))
    document = {
        "file": str(call.options.output),
        "lens": merged.assessment.lens,
        "depth": merged.assessment.depth,
        "items": items_as_json(merged.assessment, call.library),
        "facilities": facilities_as_json(merged.assessment, call.library),
        "problems": [as_json(found, call.language) for found in merged.problems],
    }
    return call.give(document, merged.problems)


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
    """A report of a state file, or the packs for its bodies in a folder."""
    from toolkit.tasks.report import PACKS, NotDressed, make_packs, make_report

    options = call.options
    assessment, problems = call.state()
    results, found = call.results(assessment)
    problems = [*problems, *found, *results.problems]
    if options.to == PACKS:
        files = make_packs(assessment, results, call.library, call.language)
        for name, content in files.items():
            path: Path = options.output / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_beside(path, content)
        return call.done({"file": str(options.output), "files": sorted(files)}, problems)
    if options.to == "csv" and options.kind != "public":
        raise WrongUsage(call.language.say("command_line.csv_of_public"))
    template = word_template(options.template) if options.template else None
    how = {"to": options.to, "kind": options.kind, "today": call.today, "template": template}
    choices, of_earlier = report_choices(call, assessment, results)
    try:
        _, content = make_report(assessment, results, call.library, call.language, choices=choices, **how)
    except NotDressed as refused:
        raise Ended(refused.problems) from refused
    write_beside(options.output, content)
    return call.done({"file": str(options.output)}, [*problems, *of_earlier])


def word_template(path: Path) -> bytes:
    """A ministry's own Word template named in the call. Ends the command if a report cannot take its styles."""
    from toolkit.tasks.word_template import read_a_template

    found, problems = read_a_template(path, path.name)
    if found is None:
        raise Ended(problems)
    return found


def report_choices(call: Call, assessment: "Assessment", now: "Results") -> "tuple[Choices, list[Problem]]":
    """What was chosen of a report, with the problems of an earlier state file named for comparison."""
    from toolkit.tasks.comparison import comparison_of
    from toolkit.tasks.report import Choices

    options = call.options
    chosen = Choices(indices=options.indices, measures=options.measures)
    if options.earlier is None:
        return chosen, []
    before, problems = call.state_in(options.earlier)
    earlier, found = comparison_of(before, assessment, call.library, lens=now.lens.id, depth=now.lens.depth)
    return chosen.model_copy(update={"earlier": earlier}), [*problems, *found]


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

    refuse_folder(call.options.output)
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
_TO = (("--to",), {"choices": ["docx", "pdf", "xlsx", "html", "json", "csv", "packs"], "required": True})
_KIND = (("--kind",), {"choices": ["full", "minister", "resolution", "help", "public"], "default": "full"})
_INDICES = (("--indices",), {"action": argparse.BooleanOptionalAction, "default": None})
_MEASURES = (("--measures",), {"action": argparse.BooleanOptionalAction, "default": True})
_EARLIER = (("--earlier",), {"type": Path, "default": None, "metavar": "STATE.json"})
_WORD_TEMPLATE = (("--template",), {"type": Path, "default": None, "metavar": "FILE.docx"})
_TABLE = (("-o", "--output"), {"type": Path, "default": None, "metavar": "OUT"})
_SYMBOL = (("symbol",), {"metavar": "SYMBOL"})
_OTHER_SYMBOL = (("other_symbol",), {"metavar": "SYMBOL"})
_ANNOTATED = (("--annotated",), {"type": Path, "default": None, "metavar": "OUT"})
_BY = (("--by",), {"choices": ["provisions", "limbs", "items"], "default": "provisions"})
_APPLY = (("--apply",), {"action": "store_true"})
_FILES = (("files",), {"type": Path, "nargs": "+", "metavar": "FILE"})
_SUPPORT = (("--support",), {"action": "store_true"})
_ASKED_BY = (("--asked-by",), {"default": "", "metavar": "TEXT"})
_DUE = (("--due",), {"type": date, "default": None, "metavar": "DATE"})
_TEMPLATE = (("kind_of_template",), {"choices": ["plan", "questionnaire", "facility"]})

_OF_A_REPORT = (_INDICES, _MEASURES, _EARLIER, _WORD_TEMPLATE)
_REPORT = (_STATE_FILE, _PLAN, _TO, _KIND, *_OF_A_REPORT, _LENS, _DEPTH, _OUTPUT)

Argument = tuple[tuple[str, ...], dict[str, Any]]
COMMANDS: tuple[tuple[str, Callable[[Call], int], tuple[Argument, ...]], ...] = (
    ("check-content", check_content, (_TEXTS,)),
    ("items", items, (_LENS, _DEPTH)),
    ("limbs", limbs, (_LENS, _DEPTH)),
    ("template", template, (_TEMPLATE, _STATE, _BODY, _LENS, _DEPTH, _SUPPORT, _ASKED_BY, _DUE, _OUTPUT)),
    ("read-plan", read_plan, (_FILE, _STATE, _LENS, _ANNOTATED)),
    ("read-answers", read_answers, (_FILES, _OUTPUT)),
    ("score", score, (_STATE_FILE, _PLAN, _LENS, _DEPTH)),
    ("matrix", matrix, (_STATE_FILE, _PLAN, _BY, _LENS, _DEPTH)),
    ("report", report, _REPORT),
    *COMMANDS_BETWEEN,
    *COMMANDS_OF_TEXTS,
    ("draft-plan", draft_plan, (_STATE_FILE, _PLAN, _LEAD, _LENS, _DEPTH, _OUTPUT)),
    ("read-text", read_text, (_FILE,)),
    ("diff", diff, (_SYMBOL, _OTHER_SYMBOL, _TABLE)),
    ("review-workbook", review_workbook, (_OUTPUT,)),
    ("read-review", read_review, (_FILE, _APPLY)),
    ("schema", schema, ()),
    ("backup", backup, (_OUTPUT,)),
    ("restore", restore, (_FILE,)),
)
