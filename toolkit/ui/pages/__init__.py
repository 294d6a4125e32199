"""One file a page, run top to bottom by the front door each time it is shown."""
