"""`make bundle`: everything for a machine without a network, in one folder.

Python itself is not in it. `--for windows` collects wheels for Windows from whatever machine this is; else they are
those of this machine. `--python 3.12` names the Python of that other machine, where it differs from this one.
"""

import argparse
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDERS = ("toolkit", "checklists", "sample_plans", "migrations", ".streamlit")
FILES = ("app.py", "README.md", "INSTALL.md", "CHANGELOG.md", "LICENSE")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "secrets.toml")
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}


def main() -> int:
    """Make the folder; 0 if all wheels were found."""
    parser = argparse.ArgumentParser(prog="make bundle", description=__doc__)
    parser.add_argument("--for", dest="system", choices=("here", "windows"), default="here")
    parser.add_argument("--python", default=f"{sys.version_info.major}.{sys.version_info.minor}")
    parser.add_argument("-o", "--output", type=Path, help="folder to make; by default in build/")
    given = parser.parse_args()
    folder: Path = given.output or ROOT / "build" / f"reoffending-self-assessment-{given.system}-python{given.python}"
    if folder.exists():
        print(f"{folder} is there already: delete it, or name another one with TO=")
        return 1
    markers = {**(WINDOWS if given.system == "windows" else {}), **_python(given.python)}
    copy_app(folder, given.python)
    (folder / "requirements.txt").write_text(for_target(markers), encoding="utf-8")
    code = download(folder, _target(given.system, given.python))
    if code == 0:
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"{folder}: {size / 1e6:.0f} MB. Start it with run.sh or run.bat; Python {given.python} must be there.")
    return code


def _python(number: str) -> dict[str, str]:
    return {"python_version": number, "python_full_version": f"{number}.0"}


def copy_app(folder: Path, python: str) -> None:
    """Copy what runs: the app with its fonts, the two starters and the notes; no data."""
    folder.mkdir(parents=True)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
    for name in FILES:
        shutil.copy2(ROOT / name, folder / name)
    (folder / "python-version.txt").write_text(f"{python}\n", encoding="ascii")
    shutil.copy2(HERE / "run.sh", folder / "run.sh")
    (folder / "run.sh").chmod(0o755)
    batch = (HERE / "run.bat").read_text(encoding="ascii")
    (folder / "run.bat").write_text(batch, encoding="ascii", newline="\r\n")


def for_target(markers: dict[str, str]) -> str:
    """The locked requirements that the target machine needs, with their hashes and without conditions."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return "".join(found for line in lines if (found := _needed(line, markers)))


def _needed(line: str, markers: dict[str, str]) -> str:
    name, *hashes = line.split(" --hash=")
    wanted = Requirement(name.strip())
    if wanted.marker is not None and not wanted.marker.evaluate(markers):
        return ""
    pinned = f"{wanted.name}{wanted.specifier}"
    return " \\\n    ".join([pinned, *(f"--hash={found.strip()}" for found in hashes)]) + "\n"


def _target(system: str, python: str) -> list[str]:
    # This machine's own wheels are chosen by its own pip, which knows its C library.
    return ["--platform", "win_amd64", "--python-version", python] if system == "windows" else []


def download(folder: Path, target: list[str]) -> int:
    """Fetch the wheels of the lock, and pip itself: a Python of Debian may have none."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    into = ["--dest", str(folder / "wheels"), "--only-binary", ":all:"]
    wanted = ["--require-hashes", "-r", str(folder / "requirements.txt")]
    code = subprocess.run([*pip, *into, *target, *wanted]).returncode
    return code or subprocess.run([*pip, *into, f"pip=={version('pip')}"]).returncode


if __name__ == "__main__":
    sys.exit(main())
