"""Profile: the State, the facts that make its answers readable, scope, date, lens and target."""

from toolkit.ui import frame

here = frame.opened()
frame.title(here.language.say("interface.profile.title"))
