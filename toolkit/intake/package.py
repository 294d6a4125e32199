"""An office file as a package: a zip archive of XML parts (ECMA-376, OpenDocument), read within limits.

Nothing is unpacked to disk, no entity is expanded, nothing outside the package is followed.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from toolkit.confined import Limits
from toolkit.problem import Problem, problem

CHUNK = 256 * 1024
ZIP_START = b"PK"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The first record of a workbook without a container: Excel 2.1 to 2003.
OLD_STARTS: tuple[bytes, ...] = (b"\x09\x08\x08\x00", b"\x09\x08\x10\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
OLD_STARTS += (b"\x09\x00\x04\x00", b"\x09\x00\x06\x00", b"\x09\x04\x04\x00", b"\x09\x02\x04\x00")

Attributes = Mapping[str, str]


class Refused(Exception):
    """The file cannot be read: carries the problem that says why."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.found = found


class Enough(Exception):
    """A reader has what it wants of a part."""


class Part:
    """Callbacks for one XML part, by local name (prefixes are left out): subclasses take what they need."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the start of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take text between elements."""


class Package:
    """A zip archive whose parts are read in pieces; `used` counts the bytes unzipped so far."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.limits = limits
        self.used = 0
        try:
            self.archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, UnicodeError) as error:
            raise Refused(problem("file_damaged")) from error
        self._check(self.archive.infolist())
        self.names = {_plain(info.filename): info.filename for info in self.archive.infolist()}

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused(problem("file_encrypted"))
        if len(entries) > self.limits.entries or sum(entry.file_size for entry in entries) > self.limits.unzipped:
            raise Refused(problem("file_unsafe"))

    def has(self, name: str) -> bool:
        """True if the package holds this part (case and slashes aside)."""
        return _plain(name) in self.names

    def under(self, folder: str) -> list[str]:
        """Names of the parts in a folder, in order."""
        return sorted(name for name in self.names if name.startswith(_plain(folder)))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Bytes of a part, piece by piece; refuses what is damaged or larger than allowed."""
        try:
            with self.archive.open(self.names[_plain(name)]) as stream:
                while piece := stream.read(CHUNK):
                    self.used += len(piece)
                    if self.used > self.limits.unzipped:
                        raise Refused(problem("file_unsafe"))
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise Refused(problem("file_damaged")) from error

    def parse(self, name: str, part: Part) -> Iterator[bytes]:
        """Parse a part; gives back the pieces that were not parsed because the reader had enough."""
        return parse_pieces(self.pieces(name), part)


def parse_pieces(pieces: Iterator[bytes], part: Part) -> Iterator[bytes]:
    """Parse XML that comes in pieces; gives back those that were not parsed because the reader had enough."""
    parser = _parser(part)
    piece, begins = b"", 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            begins += len(piece)
        parser.Parse(b"", True)
    except Enough:
        return chain((piece[max(parser.CurrentByteIndex - begins, 0) :],), pieces)
    except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
        raise Refused(problem("file_damaged")) from error
    return pieces


def _parser(part: Part) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: part.start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: part.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = part.text
    return parser


def _refuse_doctype(*_: object) -> None:
    raise Refused(problem("file_unsafe"))


def _plain(name: str) -> str:
    return re.sub(r"/+", "/", name.replace("\\", "/")).lstrip("/").casefold()


class Relations(Part):
    """Relations of a part: target and kind (last word of the type) by id; targets outside are marked."""

    def __init__(self, base: str) -> None:
        self.base = PurePosixPath(base)
        self.targets: dict[str, tuple[str, str]] = {}
        self.outside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Take one relation."""
        if name != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("TargetMode") == "External":
            self.outside += kind != "hyperlink"
            return
        target = attributes.get("Target", "")
        path = target if target.startswith("/") else str(self.base / target)
        self.targets[attributes.get("Id", "")] = (_without_dots(path), kind)


def _without_dots(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def relations_of(package: Package, name: str) -> Relations:
    """Relations of a part of the package; of the package itself for an empty name."""
    folder, _, last = name.rpartition("/")
    relations = Relations(folder)
    path = f"{folder}/_rels/{last}.rels"
    if package.has(path):
        package.parse(path, relations)
    return relations
