"""One dimension: its items with their levels, saved as they are answered."""

from toolkit.ui import frame, session

here = frame.opened()
frame.title(here.library.dimensions[session.address().upper()].name)
