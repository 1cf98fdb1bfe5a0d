"""Who is at work on something right now: a notice to the others, never a lock."""

from datetime import timedelta

PRESENT = timedelta(seconds=90)  # a page says every half minute that it is open: three missed
FORGOTTEN = timedelta(days=1)
