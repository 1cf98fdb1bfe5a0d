"""Parses one workbook (XLSX or ODS) in a process of its own: `python -I <this folder>`. Imports nothing of ours.

Standard input is the workbook, standard output one JSON line per row: first `{"sheets": [...], "sheet": name, "starts":
1900 or 1904}`, then `[row number, [cells]]`. A date is `{"d": "2021-10-05"}`, a moment `{"t": "2021-10-05T13:53:00"}`.
What goes wrong is the last line, `{"refused": code}`. After the workbook is in memory no file and no socket can be
opened any more.

The modules find each other by file name, because an isolated process knows no packages but those installed.
"""
