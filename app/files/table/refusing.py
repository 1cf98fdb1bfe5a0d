"""What a reader of tables raises; a module of its own, because isolated processes know no packages but those installed."""


class Refused(Exception):
    """The table is outside the bounds, or no table; the text is a code."""
