"""The report as JSON: the same tree, for machines. Numbers are unrounded; what was not computed is null."""

import json

from toolkit.report.tree import Figure, Heading, Report, Table


def json_report(report: Report) -> bytes:
    """Write a report as one UTF-8 JSON document."""
    document = report.model_dump(mode="json", exclude={"parts"})
    document["parts"] = [{"part": _kind(part), **part.model_dump(mode="json")} for part in report.parts]
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8", "replace")


def _kind(part: object) -> str:
    if isinstance(part, Heading):
        return "heading"
    if isinstance(part, Table):
        return "table"
    return "figure" if isinstance(part, Figure) else "text"
