"""What a reader of tables raises. A module of its own: an isolated process knows no packages but those installed."""


class Refused(Exception):
    """The table is outside the bounds, or no table; the text is a code."""
