"""A column of an enumeration that may stand twice in one table."""

from enum import StrEnum

from sqlalchemy import Enum


def enumerated(enumeration: type[StrEnum], constraint: str) -> Enum:
    """Like `app.db.enum_column`, with the name of the CHECK given: three clocks of one table share an enumeration."""
    return Enum(
        enumeration,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
        name=constraint,
    )
