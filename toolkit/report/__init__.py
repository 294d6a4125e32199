"""What goes out: the report as a tree of headings, texts, tables and figures, and one file for each format it takes."""

from toolkit.report.write import file_name, write_report

__all__ = ["file_name", "write_report"]
