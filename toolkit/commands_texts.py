"""Commands of local instruments: a workbook to fill in, a workbook read, the report by provision."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.call import Call, Ended, WrongUsage, write_beside
from toolkit.problem import Problem, as_json


def local_template(call: Call) -> int:
    """The workbook of a local instrument, blank or with the provisions of an official document."""
    from toolkit.record.assessment import Assessment
    from toolkit.record.official_wording import OfficialWording
    from toolkit.tasks.local_instrument import blank_workbook, from_document, workbook_of
    from toolkit.tasks.official_wording import load_document

    document: OfficialWording | None = None
    problems: list[Problem] = []
    text: Path | None = call.options.text
    if text is not None:
        document, problems = load_document(text, text.name, call.library)
        if document is None:
            raise Ended(problems)
    if document is None:
        content = blank_workbook(call.library, call.language)
    else:
        content = workbook_of(from_document(document, "", Assessment()), call.library, call.language, [document])
    write_beside(call.options.output, content)
    return call.done({"file": str(call.options.output)}, problems)


def read_local(call: Call) -> int:
    """A local instrument from its workbook; with `--state` and `-o` taken into a state file."""
    from toolkit.record.state_file import state_text
    from toolkit.tasks.local_instrument import read_local_workbook, taken_in, with_local

    options = call.options
    if (options.state is None) != (options.output is None):
        raise WrongUsage(call.language.say("command_line.local_state_and_output"))
    assessment, problems = call.state() if options.state else (None, [])
    found, wrong = read_local_workbook(options.file, options.file.name, call.library, call.language)
    if found is None:
        raise Ended([*problems, *wrong])
    problems = [*problems, *wrong]
    if assessment is not None:
        found = taken_in(found, assessment, call.day(assessment))
        write_beside(options.output, state_text(with_local(assessment, found)).encode("utf-8"))
    told = {"local_instrument": found.model_dump(mode="json")}
    return call.give({**told, "problems": [as_json(entry, call.language) for entry in problems]}, problems)


def local_report(call: Call) -> int:
    """How a State stands against one of its local instruments, by provision."""
    from toolkit.tasks.local_instrument import make_local_report

    options = call.options
    assessment, problems = call.state()
    known = [found.id for found in assessment.local_instruments]
    found = assessment.local_instrument(options.id or (known[0] if len(known) == 1 else ""))
    if found is None:
        said = {"id": options.id or "", "known": ", ".join(known) or "-"}
        raise WrongUsage(call.language.say("command_line.local_unknown", **said))
    results, more = call.results(assessment)
    task = make_local_report
    _, content = task(
        found, assessment, results, call.library, call.language, to=options.to, today=call.day(assessment)
    )
    write_beside(options.output, content)
    return call.done({"file": str(options.output)}, [*problems, *more])


_STATE_FILE = (("state",), {"type": Path, "metavar": "STATE.json"})
_STATE = (("--state",), {"type": Path, "default": None, "metavar": "STATE.json"})
_FILE = (("file",), {"type": Path, "metavar": "FILE"})
_TEXT = (("--text",), {"type": Path, "default": None, "metavar": "FILE"})
_ID = (("--id",), {"default": None, "metavar": "ID"})
_PLAN = (("--plan",), {"type": Path, "default": None, "metavar": "FILE"})
_TO = (("--to",), {"choices": ["docx", "pdf", "xlsx", "html"], "required": True})
_OUTPUT = (("-o", "--output"), {"type": Path, "required": True, "metavar": "OUT"})
_MAYBE_OUTPUT = (("-o", "--output"), {"type": Path, "default": None, "metavar": "OUT"})

Argument = tuple[tuple[str, ...], dict[str, Any]]
COMMANDS_OF_TEXTS: tuple[tuple[str, Callable[[Call], int], tuple[Argument, ...]], ...] = (
    ("local-template", local_template, (_TEXT, _OUTPUT)),
    ("read-local", read_local, (_FILE, _STATE, _MAYBE_OUTPUT)),
    ("local-report", local_report, (_STATE_FILE, _PLAN, _ID, _TO, _OUTPUT)),
)
