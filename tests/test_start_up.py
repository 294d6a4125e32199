"""Starting: the first page imports what it needs and no more, and Streamlit heeds the setting that keeps it quick."""

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

from streamlit import config
from streamlit.runtime.scriptrunner import script_runner

from tests.at_page import APP

# What only later pages, workbooks, reports and figures need. Each costs a start between 20 ms and a second.
LATER = {"pandas", "numpy", "openpyxl", "docx", "typst", "pypdf", "xlrd", "lxml", "PIL", "defusedxml"}
LATER_ROOMS = ("toolkit.intake", "toolkit.report", "toolkit.ui.figures", "toolkit.method.matching")
OPENED = """
import sys
from streamlit.testing.v1 import AppTest
before = set(sys.modules)
app = AppTest.from_file(sys.argv[1], default_timeout=120).run()
assert not app.exception, app.exception
print(*sorted(set(sys.modules) - before))
"""


def imported(script: Path, folder: Path) -> set[str]:
    """Modules that opening the first page of an app brings in, in a process of its own."""
    environment = {**os.environ, "REOFFENDING_DATA": str(folder), "PYTHONPATH": str(APP.parent)}
    command = [sys.executable, "-c", OPENED, str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=APP.parent)
    return set(done.stdout.split())


def test_the_first_page_imports_only_what_it_needs(tmp_path: Path) -> None:
    # The first opening makes the store, which needs more than any later one.
    imported(APP, tmp_path)
    found = imported(APP, tmp_path)
    assert "toolkit.ui.frame" in found
    assert found & {*LATER, "alembic", "plotly"} == set()
    assert [name for name in sorted(found) if name.startswith(LATER_ROOMS)] == []


def test_streamlit_heeds_the_hidden_setting() -> None:
    """If this fails after an upgrade, look for what replaced `runner.postScriptGC`: clicks cost 4 to 8 times as much.

    AppTest leaves out what this setting rules, so it is looked for where it is asked.
    """
    assert "runner.postScriptGC" in config.get_config_options(force_reparse=True)
    assert config.get_option("runner.postScriptGC") is False
    source = inspect.getsource(script_runner.ScriptRunner._on_script_finished)
    assert re.search(r'get_option\("runner\.postScriptGC"\):\s+gc\.collect', source), "asked elsewhere, or no more"
