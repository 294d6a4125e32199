"""Parts of a workbook's package that is changed in place: what is put in, and the rest byte for byte as it was."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from toolkit.confined import Limits

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "[Content_Types].xml"
STRICT = b"http://purl.oclc.org/ooxml"
ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=["']([\w-]+)["']""")


class Unsafe(Exception):
    """The package cannot be changed safely."""


@dataclass
class Element:
    """An element of a part: its local name, prefix with colon, attributes, and the bytes at which its tags begin."""

    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    parent: "Element | None"
    end: int = -1


def scan(data: bytes, depth: int) -> list[Element]:
    """Elements of a part down to a depth (the root is 1), in order, with their places in the bytes."""
    encoding = ENCODING.match(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
        raise Unsafe
    parser = expat.ParserCreate()
    found: list[Element] = []
    above: list[Element | None] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        kept = None
        if len(above) < depth:
            prefix, colon, local = name.rpartition(":")
            kept = Element(local, prefix + colon, attributes, parser.CurrentByteIndex, above[-1] if above else None)
            found.append(kept)
        above.append(kept)

    def end(_: str) -> None:
        kept = above.pop()
        if kept is not None:
            kept.end = parser.CurrentByteIndex

    def refuse(*_: object) -> None:
        raise Unsafe

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)
    return found


def position_of(data: bytes, place: int) -> int:
    """A place where something can be put in: a tag begins there that is not an empty element's own end."""
    if place <= 0 or data[place : place + 1] != b"<":
        raise Unsafe
    return place


class Parts:
    """A package on its way to a new one: parts as they are, parts changed, parts added."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.archive = archive
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        if len(entries) > limits.entries or len(set(names)) != len(names):
            raise Unsafe
        if sum(entry.file_size for entry in entries) > limits.unzipped or any(e.flag_bits & 1 for e in entries):
            raise Unsafe
        if any(name.casefold().startswith("_xmlsignatures/") for name in names):
            raise Unsafe
        self.left = limits.unzipped
        self.counted: set[str] = set()
        self.names = {name.casefold(): name for name in names}
        self.changed: dict[str, bytes] = {}

    def read(self, name: str) -> bytes:
        """Bytes of a part as it stands now. Raises KeyError for a part that is not there."""
        if name in self.changed:
            return self.changed[name]
        with self.archive.open(self.names[name.casefold()]) as stream:
            data = stream.read() if name in self.counted else stream.read(self.left + 1)
        self.left -= 0 if name in self.counted else len(data)
        self.counted.add(name)
        if self.left < 0:
            raise Unsafe
        return data

    def _kept_name(self, name: str) -> str:
        return self.names.get(name.casefold(), name)

    def insert(self, name: str, inserts: Sequence[tuple[int, str]]) -> None:
        """Put texts into a part at places of its bytes; of several at one place the first stands first."""
        data = self.read(name)
        for _, (place, text) in sorted(enumerate(inserts), key=lambda one: (one[1][0], one[0]), reverse=True):
            data = data[:place] + text.encode() + data[place:]
        self.changed[self._kept_name(name)] = data

    def add(self, name: str, data: bytes, kind: str | None) -> None:
        """Add a part with its content type."""
        self.changed[name] = data
        self.names[name.casefold()] = name
        if kind is not None:
            self._type(f'Override PartName="/{name}" ContentType="{kind}"')

    def default(self, extension: str, kind: str) -> None:
        """Name the content type of an extension, if it has none."""
        known = [entry.attributes.get("Extension", "").casefold() for entry in scan(self.read(TYPES), 2)]
        if extension not in known:
            self._type(f'Default Extension="{extension}" ContentType="{kind}"', first=True)

    def _type(self, element: str, first: bool = False) -> None:
        data = self.read(TYPES)
        found = scan(data, 2)
        place = found[1].start if first and len(found) > 1 else found[0].end
        self.insert(TYPES, [(position_of(data, place), f"<{found[0].prefix}{element}/>")])

    def free_name(self, form: str) -> str:
        """Name of a new part that is not taken."""
        number = 1
        while form.format(number).casefold() in self.names:
            number += 1
        return form.format(number)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Relations of a part by id: the last word of the kind, and the part it leads to (inside the package)."""
        path = _relations_path(name)
        if path.casefold() not in self.names:
            return {}
        folder = name.rpartition("/")[0]
        return {
            entry.attributes["Id"]: (
                entry.attributes.get("Type", "").rpartition("/")[2],
                _resolved(folder, entry.attributes.get("Target", "")),
            )
            for entry in scan(self.read(path), 2)[1:]
            if entry.attributes.get("TargetMode") != "External"
        }

    def relate(self, name: str, kind: str, target: str) -> str:
        """Add a relation of a part to a new part; its id."""
        path = _relations_path(name)
        if path.casefold() not in self.names:
            empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{RELATIONS}">'
            self.add(path, f"{empty}</Relationships>".encode(), None)
        data = self.read(path)
        root = scan(data, 1)[0]
        number = 1
        while f'"rIdN{number}"'.encode() in data:
            number += 1
        element = f'<{root.prefix}Relationship Id="rIdN{number}" Type="{kind}" Target={quoteattr("/" + target)}/>'
        if not data[root.end :].startswith(b"</"):
            raise Unsafe
        self.insert(path, [(root.end, element)])
        return f"rIdN{number}"

    def workbook(self) -> str:
        """Name of the workbook part. Raises Unsafe if there is none."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target.casefold() in self.names and target.casefold().endswith(".xml"):
                if STRICT in self.read(target)[:4096]:
                    raise Unsafe
                return self.names[target.casefold()]
        raise Unsafe

    def sheets(self, book: str) -> dict[str, str]:
        """Parts of the sheets by their names."""
        relations = self.relations(book)
        found: dict[str, str] = {}
        for entry in scan(self.read(book), 3):
            id = next((value for key, value in entry.attributes.items() if key.endswith(":id")), "")
            if entry.name == "sheet" and relations.get(id, ("", ""))[0] == "worksheet":
                found[entry.attributes.get("name", "")] = self.names[relations[id][1].casefold()]
        return found

    def written(self) -> bytes:
        """The new package: every part that was there in its order and form, then the new ones."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            known = set()
            for entry in self.archive.infolist():
                known.add(entry.filename)
                new.writestr(entry, self.changed.get(entry.filename) or self.read(entry.filename))
            for name, data in self.changed.items():
                if name not in known:
                    new.writestr(name, data)
        return out.getvalue()


def _relations_path(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"


def _resolved(folder: str, target: str) -> str:
    parts: list[str] = []
    for part in (target if target.startswith("/") else f"{folder}/{target}").split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
