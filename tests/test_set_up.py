"""Set-up: lock and requirements files agree, the defaults are safe, colours can be told apart, targets are listed."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests import house
from toolkit.confined import LIMITS, MEGABYTE

ROOT = house.ROOT
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def exported(*options: str) -> str:
    """What the lock says a requirements file should hold, with no network used."""
    command = [sys.executable, "-m", "uv", "export", "--frozen", "--offline", "--quiet", "--no-header", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def without_comments(text: str) -> list[str]:
    """Lines of a requirements file that pip reads."""
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize(("path", "options"), [("requirements.txt", ["--no-dev"]), ("tests/requirements.txt", [])])
def test_requirements_are_those_of_the_lock(path: str, options: list[str]) -> None:
    held = (ROOT / path).read_text(encoding="utf-8")
    assert without_comments(held) == without_comments(exported(*options)), f"{path}: run make lock"


def test_the_lock_is_that_of_the_project() -> None:
    """Every direct dependency with its version stands in the lock's export; extras bring packages of their own."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {line.split(" ")[0] for line in without_comments(exported("--no-dev", "--no-hashes"))}
    direct = [
        re.sub(r"[._]", "-", re.sub(r"\[.*\]", "", name.split("==")[0])) + "==" + name.split("==")[1]
        for name in project["dependencies"]
    ]
    assert [name for name in direct if name not in pinned] == []
    # streamlit[performance]: the loop by which messages leave at once
    assert any(name.startswith("uvloop==") for name in pinned)


def test_every_requirement_carries_a_hash() -> None:
    entries = re.split(
        r"\n(?=\S)", "\n".join(without_comments((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    )
    assert len(entries) > 30
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_app_listens_here_sends_nothing_and_bounds_uploads() -> None:
    server = SETTINGS["server"]
    assert server["address"] == "127.0.0.1"
    assert server["enableXsrfProtection"] is True
    assert server["enableCORS"] is True
    assert server["maxUploadSize"] == 20 == max(limit.bytes for limit in LIMITS.values()) // MEGABYTE
    assert server["enableStaticServing"] is False
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["showErrorDetails"] == "none"


def test_streamlit_knows_every_setting() -> None:
    from streamlit import config

    known = config.get_config_options(force_reparse=True)
    given = [f"{section}.{key}" for section, keys in _leaves(SETTINGS) for key in keys]
    assert [name for name in given if name not in known] == []
    assert config.get_option("runner.postScriptGC") is False


def _leaves(table: dict[str, Any], before: str = "") -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for name, value in table.items():
        inner = {key: below for key, below in value.items() if isinstance(below, dict)}
        found.append((before + name, [key for key in value if key not in inner]))
        found += _leaves(inner, f"{before}{name}.")
    return found


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def faint(text: str, ground: str) -> str:
    """Text colour as captions show it: six tenths of the text, four of the ground."""
    pairs = zip(bytes.fromhex(text[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + bytes(round(0.6 * above + 0.4 * below) for above, below in pairs).hex()


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_can_be_told_apart(theme: str) -> None:
    colours: dict[str, str] = SETTINGS["theme"][theme]
    for ground in (colours["backgroundColor"], colours["secondaryBackgroundColor"]):
        for text in ("textColor", "linkColor", "grayTextColor"):
            assert contrast(colours[text], ground) >= 4.5, (text, ground)
        assert contrast(faint(colours["textColor"], ground), ground) >= 4.5, ("captions", ground)
        for shape in ("borderColor", "primaryColor"):
            assert contrast(colours[shape], ground) >= 3, (shape, ground)
    assert contrast("#ffffff", colours["primaryColor"]) >= 4.5, "white on a button"


def test_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert targets is not None
    listed = re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE)
    assert sorted(listed) == sorted(targets.group(1).split())


def test_the_gate_calls_the_test_command() -> None:
    gate: Path = ROOT / ".ci" / "run"
    assert "make test" in gate.read_text(encoding="utf-8")
    assert gate.stat().st_mode & 0o100, "not executable"
