"""The other counter: the command line. Scripts rely on it; it may grow, never change. (DESIGN section 6)

Exit 0 done; 1 done, something was held back; 2 wrong usage or nothing readable. Never a traceback. With `--json`
stdout is one UTF-8 JSON document and nothing else; words for people go to stderr.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NoReturn

from toolkit.call import DONE, NOTHING, Call, Ended, WrongUsage, print_json
from toolkit.commands import COMMANDS
from toolkit.language import SOURCE, Language, is_language, read_language
from toolkit.problem import Problem, as_json, message, problem

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Parser(argparse.ArgumentParser):
    """Takes options by their whole name only: `--jso` would else be `--json` to one half of us and not to the other."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **settings})

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(message)


def main(words: Sequence[str], today: date | None = None) -> int:
    """Run one command; returns the exit code."""
    as_json_wanted = "--json" in words
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    language = read_language(SOURCE)
    try:
        code = _language_asked(words)
        if not is_language(code):
            raise WrongUsage(language.say("command_line.language_unknown", language=code))
        language = language if code == SOURCE else read_language(code)
        options = _parser(language).parse_args(words)
        return _run(Call(options, language, today or date.today()))
    except WrongUsage as error:
        return _nothing([problem("usage_wrong", why=str(error))], language, as_json_wanted)
    except Ended as ended:
        return _nothing(ended.problems, language, as_json_wanted)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _nothing(problems: Sequence[Problem], language: Language, as_json_wanted: bool) -> int:
    """Say why nothing was done."""
    for found in problems:
        print(message(found, language), file=sys.stderr)
    if as_json_wanted:
        print_json({"problems": [as_json(found, language) for found in problems]})
    return NOTHING


def _run(call: Call) -> int:
    command: Callable[[Call], int] = call.options.run
    try:
        return command(call)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WrongUsage(
            call.language.say("command_line.file_trouble", why=error.strerror or "", file=str(error.filename))
        ) from error


def _language_asked(words: Sequence[str]) -> str:
    for number, word in enumerate(words):
        if word == "--language" and number + 1 < len(words):
            return words[number + 1]
        if word.startswith("--language="):
            return word.partition("=")[2]
    return SOURCE


def _day_in(language: Language) -> Callable[[str], date]:
    """Reader of a date given in a call, which says in words what is wrong with it."""

    def day(written: str) -> date:
        try:
            if not DAY.fullmatch(written):
                raise ValueError(written)
            return date.fromisoformat(written)
        except ValueError as error:
            raise argparse.ArgumentTypeError(language.say("command_line.no_date", written=written)) from error

    return day


def _help_key(command: str, word: str, language: Language) -> str:
    """Wording of an argument: the command's own, else the one for all commands."""
    command, word = (text.lstrip("-").replace("-", "_") for text in (command, word))
    own = f"command_line.help_of.{command}.{word}"
    return own if language.has(own) else f"command_line.help.{word}"


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m toolkit", description=language.say("command_line.description"))
    everywhere = _Parser(add_help=False)
    everywhere.add_argument("--json", action="store_true", help=language.say("command_line.help.json"))
    everywhere.add_argument(
        "--language", default=SOURCE, metavar="CODE", help=language.say("command_line.help.language")
    )
    everywhere.add_argument("--on", type=_day_in(language), metavar="DATE", help=language.say("command_line.help.on"))
    commands_of = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, run, arguments in COMMANDS:
        help_text = language.say(f"command_line.command.{name.replace('-', '_')}")
        command = commands_of.add_parser(name, parents=[everywhere], help=help_text, description=help_text)
        for words, settings in arguments:
            given = {**settings, "type": _day_in(language)} if settings.get("type") is date else settings
            command.add_argument(*words, help=language.say(_help_key(name, words[-1], language)), **given)
        command.set_defaults(run=run)
    return parser
