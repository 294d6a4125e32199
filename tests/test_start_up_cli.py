"""Starting the command line: a command imports what it was asked for, and no more."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLAN = str(ROOT / "sample_plans" / "talvenia" / "plan.xlsx")
CALLED = """
import io, sys
from toolkit.cli import main
told, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO())
try:
    code = main(sys.argv[1:])
except SystemExit as ended:
    code = ended.code
print(code, *sorted(sys.modules), file=told)
"""
# What only some commands need: rooms, and libraries that cost a start between 20 ms and a second.
COUNTER = ("streamlit", "plotly", "pandas", "sqlalchemy", "alembic", "toolkit.ui", "toolkit.record.store")
DOCUMENTS = ("openpyxl", "docx", "typst", "pypdf", "xlrd", "lxml", "PIL", "toolkit.report")
PLANS = ("toolkit.intake", "toolkit.tasks.plan", "toolkit.method.lint", "toolkit.method.matching")
RECORD = ("toolkit.record", "toolkit.method", "toolkit.confined", "subprocess", "numpy")
LEFT_OUT = {
    "--help": (*COUNTER, *DOCUMENTS, *PLANS, *RECORD, "toolkit.library", "toolkit.tasks"),
    "schema": (*COUNTER, *DOCUMENTS, *PLANS, "toolkit.method", "toolkit.tasks", "numpy"),
    "items": (*COUNTER, *DOCUMENTS, *PLANS, "toolkit.method", "toolkit.confined", "subprocess", "numpy"),
    "score": (*COUNTER, *DOCUMENTS, *PLANS, "numpy"),
    "read-plan": (*COUNTER, *DOCUMENTS, "toolkit.record.state_file"),
}


@pytest.mark.parametrize("command", LEFT_OUT)
def test_a_command_imports_what_it_was_asked_for(tmp_path: Path, command: str) -> None:
    state = tmp_path / "state.json"
    document = {"schema_version": 1, "lens": "a-res-78-224", "responses": [{"item": "D04-3", "level": 2}]}
    state.write_text(json.dumps(document), encoding="utf-8")
    more = {"score": [str(state)], "read-plan": [PLAN, "--on", "2026-06-30"]}.get(command, [])
    done = subprocess.run(
        [sys.executable, "-c", CALLED, command, *more], capture_output=True, text=True, check=True, cwd=ROOT
    )
    code, *found = done.stdout.split()
    assert code == "0", done.stderr
    assert "toolkit.cli" in found
    needless = [name for name in found for left in LEFT_OUT[command] if name == left or name.startswith(f"{left}.")]
    assert needless == []
