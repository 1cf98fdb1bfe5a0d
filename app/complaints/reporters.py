"""Who complained, and what of it a government may decide to keep. Pure.

Numbers of the state (NIK, KK) have no place here: whoever has to be reached is reached without them.
"""

from dataclasses import dataclass
from enum import StrEnum

LONGEST = 200  # letters of each part


@dataclass(frozen=True)
class Reporter:
    """Who complained. `contact` is whatever an official wrote down in one line; sources tell the other parts."""

    name: str = ""
    contact: str = ""
    phone: str = ""
    mail: str = ""
    address: str = ""

    @property
    def is_nobody(self) -> bool:
        """Whether nothing is told."""
        return not (self.name or self.contact or self.phone or self.mail or self.address)


class ReporterField(StrEnum):
    """The columns about the reporter that may be read where a government keeps who complained."""

    NAME = "reporter_name"
    PHONE = "reporter_phone"
    MAIL = "reporter_mail"
    ADDRESS = "reporter_address"

    @property
    def part(self) -> str:
        """The part of a `Reporter` that the column tells."""
        return self.value.removeprefix("reporter_")
