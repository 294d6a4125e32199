"""What the command line says of itself: one style, and nothing said of a command or an option that is not there."""

import argparse
import re

import pytest

from toolkit.cli import _parser
from toolkit.commands import COMMANDS
from toolkit.language import Language

SENTENCE = re.compile(r"[A-Z0-9].*[.)]", re.DOTALL)


def commands(language: Language) -> dict[str, argparse.ArgumentParser]:
    """The parser of each command by its name."""
    (of_commands,) = [entry for entry in _parser(language)._actions if isinstance(entry.choices, dict)]
    return dict(of_commands.choices)


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_each_command_and_option_is_told_in_a_sentence(name: str, language: Language) -> None:
    command = commands(language)[name]
    told = {entry.dest: entry.help or "" for entry in command._actions if entry.dest != "help"}
    told["command"] = command.description or ""
    assert {dest: text for dest, text in told.items() if not SENTENCE.fullmatch(text)} == {}


def test_what_is_said_of_a_command_s_own_options_is_of_options_that_it_has(language: Language) -> None:
    prefix = "command_line.help_of."
    own = [key.removeprefix(prefix).split(".") for key in language.texts if key.startswith(prefix)]
    assert own
    known = {name.replace("-", "_"): command for name, command in commands(language).items()}
    for command, option in own:
        assert option in {entry.dest for entry in known[command]._actions}, f"{command} has no {option}"


def test_an_option_of_one_command_may_have_words_of_its_own(language: Language) -> None:
    told = {name: commands(language)[name].format_help() for name in ("report", "compare", "local-report")}
    assert "packs" in told["report"]
    assert "packs" not in told["compare"] + told["local-report"]
    assert "the ending of OUT" in told["compare"]
