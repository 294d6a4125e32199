"""How things come in: cells of workbooks, the layout of a plan, its rows and values."""
