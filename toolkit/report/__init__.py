"""What goes out: the report as a tree of headings, texts, tables and figures, and one file for each format it takes."""
