"""The report as a PDF: PDF/UA-1, tagged, with bookmarks, contents, text of figures and headings of tables.

Set by Typst from the same tree as every format. All text goes there as data. A character that no shipped font has is
printed as its code and listed; nothing is dropped.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import typst

from toolkit.language import Language
from toolkit.report.drawing import drawing
from toolkit.report.letters import Alphabet, breakable, direction_of, printable
from toolkit.report.page import (
    column_widths,
    facts_table,
    gathered,
    is_kept_whole,
    lines_beneath,
    sealed,
    shown_columns,
    widest,
)
from toolkit.report.tree import NUMBERS, Cell, Figure, Heading, Part, Report, Table, Text
from toolkit.report.typesetting import language_code, set_in_type

WORDS = "report_formats.pdf"
TEXT_WIDTH, CHARACTER, CELL_SPACE = 470.0, 4.5, 5.0  # points
Data = dict[str, Any]


class PlainAlphabet(Alphabet):
    """An alphabet without marks that combine: for text in which no font can set a letter and its marks together."""

    def holds(self, letter: str) -> bool:
        """True for a letter that stands for itself."""
        return super().holds(letter) and unicodedata.category(letter) not in ("Mn", "Me", "Cf")


def pdf(report: Report, language: Language) -> bytes:
    """Write a report as PDF/UA-1. Where even plain letters are refused, the same pages without that promise, which
    then say so."""
    for alphabet in (Alphabet(), PlainAlphabet()):
        try:
            return _set(report, language, alphabet, accessible=True)
        except typst.TypstError:
            continue
    return _set(report, language, PlainAlphabet(), accessible=False)


def _set(report: Report, language: Language, alphabet: Alphabet, *, accessible: bool) -> bytes:
    data = _Pages(report, language, alphabet).data(accessible=accessible)
    return set_in_type("pages.typ", data, "pdf", accessible=accessible, made=report.as_of)


@dataclass(frozen=True)
class _Pages:
    """What the pages of a report need, as data."""

    report: Report
    language: Language
    alphabet: Alphabet

    def data(self, *, accessible: bool) -> Data:
        """The whole report."""
        report, line = self.report, self.line
        day = report.as_of
        return {
            "language": language_code(report.language),
            "direction": report.direction,
            "day": [day.year, day.month, day.day],
            "title": line(report.title),
            "subtitle": self.words(report.subtitle, own=report.subtitle_own),
            "header": line(report.header),
            "footer": line(report.footer),
            "page": line(report.page),
            "seal": line(sealed(report, self.language)),
            "contents": line(report.contents),
            "facts": self.table(facts_table(report)) if report.facts else None,
            "remarks": list(self.remarks(accessible=accessible)),
            "parts": [self.part(found) for found in gathered(report.parts)],
        }

    def line(self, text: str) -> str:
        """Text that the shipped fonts can set."""
        return self.alphabet.spelled(breakable(printable(text)))

    def words(self, text: str, *, own: bool = False) -> Data:
        """Text with the way it runs: ours as the report does, the State's as its own letters do."""
        way = direction_of(text, self.report.direction) if own else self.report.direction
        return {"text": self.line(text), "direction": way}

    def remarks(self, *, accessible: bool) -> Iterator[str]:
        """What the reader must know of this file: characters without a font, and a promise not kept."""
        missing = self.alphabet.missing(printable("".join(_texts(self.report))))
        if missing:
            named = [self.character(letter) for letter in missing]
            characters = self.language.say("report.between").join(named)
            yield self.line(self.language.say(f"{WORDS}.missing", characters=characters))
        if not accessible:
            yield self.line(self.language.say(f"{WORDS}.plain"))

    def character(self, letter: str) -> str:
        """A character by its code and, where it has one, its name in Unicode."""
        code, name = f"U+{ord(letter):04X}", unicodedata.name(letter, "")
        return self.language.say(f"{WORDS}.character", code=code, name=name) if name else code

    def part(self, part: Part | list[Text]) -> Data:
        """One part of the tree."""
        if isinstance(part, list):
            return {"part": "points", "points": [self.words(point.text) for point in part]}
        if isinstance(part, Heading):
            return {"part": "heading", "level": part.level, "text": self.line(part.text)}
        if isinstance(part, Text):
            return {"part": "text", "role": part.role, **self.words(part.text, own=part.role == "own")}
        if isinstance(part, Table):
            return {"part": "table", **self.table(part)}
        return {"part": "figure", **self.figure(part)}

    def figure(self, figure: Figure) -> Data:
        """A figure, its drawing and its twin."""
        return {
            "caption": self.line(figure.caption),
            "takeaway": self.line(figure.takeaway),
            "alt": self.line(figure.alt),
            "drawing": drawing(figure, self.report.direction, self.report.language, self.alphabet),
            "twin": self.table(figure.twin),
        }

    def table(self, table: Table) -> Data:
        """A table as it stands on a page."""
        widths = column_widths(table, TEXT_WIDTH, CHARACTER, CELL_SPACE)
        columns = [
            {"name": self.line(column.name), "number": column.kind in NUMBERS, "width": width}
            for column, width in zip(shown_columns(table), widths, strict=True)
        ]
        return {
            "caption": self.line(table.caption),
            "note": self.line(table.note),
            "columns": columns,
            "rows": [self.row(table, row) for row in table.rows],
            "sums": table.sums,
        }

    def row(self, table: Table, row: Sequence[Cell]) -> Data:
        """A row: its cells, and what is printed beneath in the widest one."""
        shown = table.positions(beneath=False)
        beneath = [[self.named(table, row, at) for at in line] for line in lines_beneath(table, row)]
        return {
            "cells": [self.words(row[at].shown, own=row[at].own) for at in shown],
            "widest": shown.index(widest(table)),
            "beneath": beneath,
            "whole": is_kept_whole(row),
        }

    def named(self, table: Table, row: Sequence[Cell], at: int) -> Data:
        """A cell printed beneath, with the name of its column."""
        return {"name": self.line(table.columns[at].name), **self.words(row[at].shown, own=row[at].own)}


def _texts(report: Report) -> Iterator[str]:
    """Every text of a report."""
    yield from (report.title, report.subtitle, report.header, report.footer)
    yield from (text for fact in report.facts for text in (fact.name, fact.text))
    for part in report.parts:
        if isinstance(part, Heading | Text):
            yield part.text
        elif isinstance(part, Figure):
            yield from (part.caption, part.takeaway)
    cells = partial(map, lambda cell: cell.shown)
    for table in report.tables():
        yield from (table.caption, table.note)
        for row in table.rows:
            yield from cells(row)
