"""`python -m tests.bench.plan`: a plan of many rows read, matched and remarked on, against a bare read of the file.

The ratio to what openpyxl alone takes for the same file in the same run is what counts; seconds are those of this
machine today. `--rows` may be given several times: with twice the rows the time should double.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

ROOT = Path(__file__).parent.parent.parent
HEADINGS = ("No.", "Measure", "Lead", "Start", "End", "Budget", "Indicator", "Baseline", "Target", "Partners")
MORE = ("Status", "Funding", "Objective", "Description", "Notes")
SUBJECTS = """
training officers prison release housing employer victims probation community women health education
drug treatment data monitoring court mediation plan regional staff agreement risk assessment needs family contact
literacy vocational workshop evaluation report budget mentoring volunteers legal aid sentence supervision skills
the of and for in to with each every
"""
BARE = "import sys, openpyxl; [c for w in openpyxl.load_workbook(sys.argv[1]) for r in w.iter_rows() for c in r]"


def made_plan(path: Path, rows: int) -> None:
    """A plan of 15 columns whose texts are drawn from words of the subject, the same on every run."""
    drawn = random.Random(rows)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Plan")
    sheet.append([*HEADINGS, *MORE])

    def text(least: int, most: int) -> str:
        return " ".join(drawn.choices(SUBJECTS.split(), k=drawn.randint(least, most)))

    for number in range(1, rows + 1):
        lead = drawn.choice(("Prison Service", "Probation Service", "Ministry of Justice", "Courts"))
        time_and_money = ("2025-01-01", f"2027-{drawn.randint(1, 12):02}-28", drawn.randint(1, 90) * 1000)
        measured = (text(3, 6), "10", "50", drawn.choice(("Police", "Employers", "")))
        state = (drawn.choice(("In progress", "Not started")), drawn.choice(("secured", "requested")))
        title = f"{text(5, 14).capitalize()} {number}"
        sheet.append([number, title, lead, *time_and_money, *measured, *state, text(3, 8), text(10, 25), text(2, 9)])
    book.save(path)


def seconds(*words: str) -> float:
    """Seconds of one call of Python; a call that reads nothing ends the measuring."""
    begin = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    if ended.returncode == 2 or b"Traceback" in ended.stderr:
        raise SystemExit(ended.stderr.decode("utf-8", "replace"))
    return time.perf_counter() - begin


def main() -> int:
    """Measure and print a line for each number of rows: the quickest of some turns of each."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.plan", description=__doc__)
    parser.add_argument("--rows", type=int, action="append", help="rows of the plan (5000)")
    parser.add_argument("--turns", type=int, default=3, help="turns of each, of which the quickest counts")
    given = parser.parse_args()
    print(f"{'rows':>6}{'bare s':>9}{'plan s':>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for rows in given.rows or [5000]:
            path = Path(folder) / f"plan_{rows}.xlsx"
            made_plan(path, rows)
            bare = min(seconds("-c", BARE, str(path)) for _ in range(given.turns))
            ours = min(seconds("-m", "toolkit", "read-plan", str(path), "--json") for _ in range(given.turns))
            print(f"{rows:>6}{bare:>9.2f}{ours:>9.2f}{ours / bare:>8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
