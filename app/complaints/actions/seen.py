"""Which ids a file told already, in which row: on disk, because a million would take forty megabytes (a dict: 200)."""

import sqlite3

_KILOBYTES = 8_000  # of it that stay in memory: all ids of a file of two hundred thousand rows


class SeenIds:
    """The ids of one file with the row where each came first and a fingerprint of what that row said.

    Ids are told apart by 64 bits: in a file of a million rows two share them once in thirty million files.
    """

    def __init__(self) -> None:
        # "" is a file without a name, which goes with the connection.
        self._rows = sqlite3.connect("", isolation_level=None)
        for pragma in (f"cache_size=-{_KILOBYTES}", "journal_mode=OFF", "synchronous=OFF"):
            self._rows.execute(f"PRAGMA {pragma}")
        self._rows.execute("CREATE TABLE seen (id INTEGER PRIMARY KEY, row INTEGER, said INTEGER)")
        self._rows.execute("BEGIN")  # one for all: nothing here is ever committed

    def first(self, tracking_id: str, row: int, said: int) -> tuple[int, bool] | None:
        """None if the id is new; else the row that it came first in, and whether that said the same (64 bits of it)."""
        key = hash(tracking_id)
        added = self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (key, row, _signed(said)))
        if added.rowcount:
            return None
        found = self._rows.execute("SELECT row, said FROM seen WHERE id = ?", (key,)).fetchone()
        return found[0], found[1] == _signed(said)

    def close(self) -> None:
        """Let go of the memory."""
        self._rows.close()


def _signed(bits: int) -> int:
    return bits - (1 << 64) if bits >= 1 << 63 else bits
