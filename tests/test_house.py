"""The rules of the house (CONTRIBUTING), each with a snippet that breaks it: a rule that cannot fail guards nothing."""

from dataclasses import dataclass

import pytest

from tests import house
from tests.house import Check, Source

GROUND = ("toolkit.problem", "toolkit.language", "toolkit.data_file", "toolkit.confined")
RECORD = ("toolkit.record", "toolkit.library", *GROUND)
DOWN_TO_REPORT = ("toolkit.report", "toolkit.method", *RECORD)
COUNTER = ("toolkit.tasks", *DOWN_TO_REPORT)
STORE = "toolkit.record.store"
STORE_PARTS = "toolkit.record.store_*"
BACKUP = "toolkit.record.backup"

# Each room with the rooms it may import. Data flows one way: asked, told, follows, goes out. Intake and report never
# meet; only tasks and ui touch the store; a file outside the rooms is known to none.
ARROWS: dict[str, tuple[str, ...]] = {
    "toolkit": (),
    "toolkit.data_file": (),
    "toolkit.language": ("toolkit.data_file",),
    "toolkit.problem": ("toolkit.language",),
    "toolkit.confined": ("toolkit.problem",),
    "toolkit.library": GROUND,
    "toolkit.record": ("toolkit.library", *GROUND),
    STORE: (STORE_PARTS, *RECORD),
    STORE_PARTS: RECORD,
    BACKUP: (STORE, STORE_PARTS, *RECORD),
    "toolkit.intake": RECORD,
    "toolkit.method": RECORD,
    "toolkit.report": ("toolkit.method", *RECORD),
    "toolkit.tasks": (STORE, BACKUP, "toolkit.intake", *DOWN_TO_REPORT),
    "toolkit.ui": (STORE, *COUNTER),
    "toolkit.call": COUNTER,
    "toolkit.commands_between": ("toolkit.call", *COUNTER),
    "toolkit.commands_texts": ("toolkit.call", *COUNTER),
    "toolkit.commands": ("toolkit.commands_between", "toolkit.commands_texts", "toolkit.call", *COUNTER),
    "toolkit.cli": ("toolkit.commands", "toolkit.call", *COUNTER),
    "toolkit.__main__": ("toolkit.cli",),
    "app": ("toolkit.ui", STORE, *COUNTER),
}

# A library is used behind one door.
DOORS: dict[str, tuple[str, ...]] = {
    "streamlit": ("toolkit/ui/", "app.py"),
    "plotly": ("toolkit/ui/",),
    "sqlalchemy": ("toolkit/record/store.py", "toolkit/record/store_", "migrations/"),
    "alembic": ("toolkit/record/store.py", "toolkit/record/store_", "migrations/"),
    "subprocess": ("toolkit/confined.py",),
    "multiprocessing": ("toolkit/confined.py",),
}
PROCESSES = ("os.fork", "os.system", "os.popen", "os.execv", "os.execve", "os.posix_spawn", "os.spawnv")
CLOCK = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime", "time.ctime")
READS_THE_CLOCK = ("app.py", "toolkit/cli.py", "toolkit/record/store.py")
NOT_EVERYWHERE = frozenset({"resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "msvcrt", "winreg"})
REFUSED_WORDS = frozenset(
    {"action", "actions", "question", "questions", "criterion", "criteria", "recommendation", "recommendations"}
    | {"breach", "violation", "compliance", "compliant"}
)
# A file or class of such a name holds what found no home; inside, a State's services are the field's own word.
REFUSED_HOMES = frozenset({"util", "utils", "helper", "helpers", "common", "manager", "service", "services", "misc"})
LONGER_FILES: dict[str, int] = {}
NOTE_TO_ONESELF = "TO" + r"DO\b|FIX" + r"ME\b|#.*\bX" + r"XX\b"

ALL_OURS = ("app.py", "toolkit", "migrations", "tests")
PRODUCT = ("app.py", "toolkit")


@dataclass(frozen=True)
class Rule:
    """One rule: its check, where it holds, snippets that break it and snippets that keep it."""

    check: Check
    holds_in: tuple[str, ...]
    broken_by: tuple[Source, ...]
    kept_by: tuple[Source, ...]


RULES: dict[str, Rule] = {
    "imports point downwards only": Rule(
        house.arrows(ARROWS),
        PRODUCT,
        (
            Source("toolkit/method/gaps.py", "from toolkit.report import tree\n"),
            Source("toolkit/report/excel.py", "def draw() -> None:\n    from ..intake import cells\n"),
            Source("toolkit/method/scoring.py", "from toolkit.record import assessment, store\n"),
            Source("toolkit/tasks/plan.py", "from toolkit.record import store_tables\n"),
            Source("toolkit/tasks/plan.py", "import toolkit.shortcuts\n"),
        ),
        (
            Source("toolkit/report/tree.py", "from toolkit.method.gaps import gaps\n"),
            Source("toolkit/tasks/plan.py", "from ..intake import cells\nfrom ..report import tree\n"),
            Source("toolkit/tasks/keep.py", "from toolkit.record import store\n"),
            Source("toolkit/tasks/plan.py", "from toolkit import problem\n"),
        ),
    ),
    "a library is used behind one door": Rule(
        house.only_in(DOORS),
        PRODUCT,
        (
            Source("toolkit/report/screen.py", "import streamlit as st\n"),
            Source("toolkit/tasks/keep.py", "from sqlalchemy.orm import Session\n"),
        ),
        (
            Source("toolkit/ui/widgets.py", "import streamlit as st\n"),
            Source("toolkit/record/store.py", "from sqlalchemy.orm import Session\n"),
        ),
    ),
    "only confined starts a process": Rule(
        house.uses_only_in(PROCESSES, ("toolkit/confined.py",)),
        PRODUCT,
        (Source("toolkit/intake/cells.py", "import os\nos.system('true')\n"),),
        (Source("toolkit/intake/cells.py", "import os\nos.fspath('x')\n"),),
    ),
    "the clock is read at the counters": Rule(
        house.uses_only_in(CLOCK, READS_THE_CLOCK),
        PRODUCT,
        (Source("toolkit/ui/pages/plan.py", "import datetime as d\ntoday = d.date.today()\n"),),
        (Source("toolkit/cli.py", "from datetime import date\non = date.today()\n"),),
    ),
    "session keys are made in one file": Rule(
        house.uses_only_in(("session_state",), ("toolkit/ui/session.py",)),
        PRODUCT,
        (Source("toolkit/ui/pages/start.py", "import streamlit as st\nst.session_state['x'] = 1\n"),),
        (Source("toolkit/ui/session.py", "import streamlit as st\nst.session_state['x'] = 1\n"),),
    ),
    "caches live in ui": Rule(
        house.uses_only_in(("lru_cache", "functools.cache"), ("toolkit/ui/", "app.py")),
        PRODUCT,
        (
            Source(
                "toolkit/library/reader.py", "import functools\n\n@functools.cache\ndef read() -> int:\n    return 1\n"
            ),
        ),
        (Source("toolkit/library/reader.py", "from functools import cached_property\n"),),
    ),
    "names use the field's words": Rule(
        house.refused_words(REFUSED_WORDS, REFUSED_HOMES),
        PRODUCT,
        (
            Source("toolkit/record/plan.py", "class PlanService:\n    '''x'''\n"),
            Source("toolkit/record/plan_utils.py", "'''x'''\n"),
        ),
        (
            Source("toolkit/record/plan.py", "text = 'action'\nparser.add_argument('--on', action='store')\n"),
            Source("toolkit/record/plan.py", "'''x'''\n"),
        ),
    ),
    "files stop at 400 lines": Rule(
        house.longer_than(400, LONGER_FILES),
        ALL_OURS,
        (Source("toolkit/record/plan.py", "x = 1\n" * 401),),
        (Source("toolkit/record/plan.py", "x = 1\n" * 400),),
    ),
    "functions stop at 50 lines": Rule(
        house.functions_longer_than(50),
        ALL_OURS,
        (Source("toolkit/record/plan.py", "def f() -> None:\n" + "    x = 1\n" * 50),),
        (Source("toolkit/record/plan.py", "def f() -> None:\n" + "    x = 1\n" * 49),),
    ),
    "every file says what it holds": Rule(
        house.without_docstring,
        ALL_OURS,
        (Source("toolkit/method/__init__.py", ""),),
        (Source("toolkit/method/__init__.py", "'''What follows.'''\n"),),
    ),
    "text has its encoding named": Rule(
        house.without_encoding,
        ALL_OURS,
        (Source("toolkit/data_file.py", "with open(path) as file:\n    text = file.read() + other.read_text()\n"),),
        (Source("toolkit/data_file.py", "open(path, 'rb').read()\nother.read_text(encoding='utf-8')\n"),),
    ),
    "nothing needs one operating system": Rule(
        house.unguarded(NOT_EVERYWHERE),
        PRODUCT,
        (Source("toolkit/confined.py", "import resource\n"),),
        (Source("toolkit/confined.py", "try:\n    import resource\nexcept ImportError:\n    resource = None\n"),),
    ),
    "no notes to oneself": Rule(
        house.mentions(NOTE_TO_ONESELF),
        ALL_OURS,
        (Source("toolkit/confined.py", "# TO" + "DO later\n"),),
        (Source("toolkit/confined.py", "todo = 1  # what to do\n"),),
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_the_house_keeps_the_rule(name: str) -> None:
    rule = RULES[name]
    broken = [finding for source in house.python_files(*rule.holds_in) for finding in source.findings(rule.check)]
    assert not broken, f"{name}:\n" + "\n".join(broken)


@pytest.mark.parametrize("name", RULES)
def test_the_rule_can_fail_and_can_hold(name: str) -> None:
    rule = RULES[name]
    assert all(source.findings(rule.check) for source in rule.broken_by)
    assert not any(source.findings(rule.check) for source in rule.kept_by)


def test_every_room_stands_in_the_table_of_arrows() -> None:
    for source in house.python_files(*PRODUCT):
        room = house.room_of(source.path, ARROWS)
        assert room is not None
        assert room != "toolkit" or source.path == "toolkit/__init__.py", f"{source.path} lies in no room"


def test_the_table_of_arrows_holds_no_circle() -> None:
    def reached(room: str, so_far: tuple[str, ...] = ()) -> set[str]:
        assert room not in so_far, f"circle: {so_far}"
        return {other for below in ARROWS[room] for other in {below, *reached(below, (*so_far, room))}}

    for room in ARROWS:
        assert room not in reached(room)


def test_every_room_has_its_sentence() -> None:
    folders = {house.ROOT / source.path for source in house.python_files("toolkit")}
    for folder in {path.parent for path in folders}:
        assert (folder / "__init__.py").is_file() or folder.name == "pages", f"{folder} has no __init__.py"
