"""Start: what this is, the assessments kept here, a new one."""

from toolkit.ui import frame, session

frame.title(session.language().say("interface.start.title"))
