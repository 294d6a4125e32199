"""One call of the command line: what was asked, what it works with, and how it ends. (DESIGN section 6)

What a command needs is imported when it runs, so that a short command stays quick.
"""

import argparse
import errno
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.language import Language
from toolkit.problem import Problem, as_json, message, something_held_back

if TYPE_CHECKING:
    from toolkit.library.lens import Lens
    from toolkit.library.model import Library
    from toolkit.method.results import PlanLookedAt, Results
    from toolkit.record.assessment import Assessment

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
    def library(self) -> "Library":
        """The library in the call's language, read when first needed. Ends the command if it cannot be read."""
        if self._library is None:
            from toolkit.library.reader import LibraryUnreadable, read_library

            try:
                self._library = read_library(self.language.code)
            except LibraryUnreadable as unreadable:
                raise Ended(unreadable.problems) from unreadable
        return self._library

    def lens(self, assessment: "Assessment | None" = None) -> "Lens":
        """Lens asked for, else the state's, else 78/224; depth likewise, else full."""
        from toolkit.library.lens import DEFAULT_LENS, lens_id, look_through

        asked = getattr(self.options, "lens", None)
        written = asked if asked is not None else (assessment.lens if assessment else DEFAULT_LENS)
        found = lens_id(self.library, written)
        if found is None:
            known = ", ".join(self.library.instruments)
            raise WrongUsage(self.language.say("command_line.lens_unknown", lens=written, known=known))
        depth = getattr(self.options, "depth", None) or (assessment.depth if assessment else "full")
        return look_through(self.library, found, depth)

    def day(self, assessment: "Assessment | None") -> date:
        """Date asked for, else the file's as-of date, else today."""
        asked: date | None = self.options.on
        return asked or (assessment.as_of if assessment else None) or self.today

    def state(self) -> "tuple[Assessment, list[Problem]]":
        """The state file named in the call. Ends the command if nothing of it can be read."""
        return self.state_in(self.options.state)

    def state_in(self, path: Path) -> "tuple[Assessment, list[Problem]]":
        """The state file at a path. Ends the command if nothing of it can be read."""
        from toolkit.tasks.state import import_state

        assessment, problems = import_state(path, path.name, self.library)
        if assessment is None:
            raise Ended(problems)
        return assessment, problems

    def plan(self, path: Path, lens: "Lens", as_of: date, assessment: "Assessment | None" = None) -> "PlanLookedAt":
        """A plan named in the call. Ends the command if nothing of it can be read."""
        from toolkit.tasks.plan import read_a_plan
        from toolkit.tasks.results import counted_levels

        levels = counted_levels(assessment, self.library) if assessment else None
        looked_at, problems = read_a_plan(path, path.name, self.library, lens=lens, as_of=as_of, levels=levels)
        if looked_at is None:
            raise Ended(problems)
        return looked_at

    def results(self, assessment: "Assessment") -> "tuple[Results, list[Problem]]":
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
    """Print a document as UTF-8; half a character, which has no UTF-8, as JSON writes it (`\\ud800`)."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


def refuse_folder(path: Path) -> None:
    """Raise OSError if a file is to be written where a folder is."""
    if path.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


def write_beside(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it, so that it is never there half. A folder is never written over."""
    refuse_folder(path)
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
