"""Reading one YAML file of `checklists/`, `sample_plans/` or `toolkit/words/`, with the line of every key.

YAML 1.2 by ruamel.yaml: `no` and `NO` stay text, a repeated key is refused. The fast reader is used
first; the slower one, which knows line numbers, only when a line is asked for.
"""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.resolver import VersionedResolver

YAML_VERSION = (1, 2)


class DataFileError(Exception):
    """A YAML file cannot be read: carries the file, the line (1-based, or None) and the reader's words."""

    def __init__(self, path: Path, line: int | None, why: str) -> None:
        super().__init__(f"{path.name}: line {line}: {why}")
        self.path = path
        self.line = line
        self.why = why


class _Resolver(VersionedResolver):
    """Tells what a plain value is; our files are of one version, which is not looked up anew for every value."""

    @property
    def processing_version(self) -> tuple[int, int]:
        """Version of YAML by which a value is read."""
        return YAML_VERSION


def read_data_file(path: Path) -> Any:
    """Read one YAML file as plain Python values. Raises DataFileError with the line."""
    reader = YAML(typ="safe")
    reader.Resolver = _Resolver
    try:
        return reader.load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else None
        raise DataFileError(path, line, (error.problem or "").split(" with value")[0]) from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise DataFileError(path, None, str(error).splitlines()[0]) from error


def line_of(path: Path, keys: tuple[str | int, ...]) -> int | None:
    """Line (1-based) on which the value under these keys stands; of its nearest known parent if it is missing."""
    node = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    line: int | None = None
    for key in keys:
        try:
            position = node.lc.key(key) if isinstance(key, str) else node.lc.item(key)
            line = position[0] + 1
            node = node[key]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line
