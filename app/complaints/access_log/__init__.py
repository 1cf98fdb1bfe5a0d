"""Who opened what citizens wrote: noted before it is shown, so that nothing is read without an entry.

Pages that only read begin a transaction that cannot write, and a page must neither lose its entry when it fails later
nor wait for an import that holds the only write lock of SQLite. So an entry is a transaction of its own; when that is
busy, it goes to a small file beside (`spool`), from where it is brought in a moment later. If neither can be written,
the page fails and shows nothing.
"""

from app.complaints.access_log.spool import Spool, from_archive, spool, to_archive
from app.complaints.access_log.writing import (
    PATIENCE,
    bring_in,
    note_access,
    note_with_changes,
    open_text,
)

__all__ = [
    "PATIENCE",
    "Spool",
    "bring_in",
    "from_archive",
    "note_access",
    "note_with_changes",
    "open_text",
    "spool",
    "to_archive",
]
