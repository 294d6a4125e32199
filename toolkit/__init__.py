"""The workshop: what a State is asked, what it tells, what follows, and what goes out.

Imports point downwards only:

    ui, cli -> tasks -> report -> method -> record -> library -> problem, language, data_file, confined
               tasks -> intake -----------> record
"""
