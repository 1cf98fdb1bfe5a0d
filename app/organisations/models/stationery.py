"""How a government's documents look, and who signs them."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, HasId, TenantOwned, Timestamped, Versioned, enum_column
from app.organisations.rules.colours import DEFAULT_ACCENT

MAIN = ""  # the signatory of every kind of document that has none of its own
SECOND = "+"  # after the kind: who stands beside the signatory under "Mengetahui"
SIGNATORY_FIELDS = ("position", "name", "rank", "nip")


class Paper(StrEnum):
    """Sizes that offices print on; F4 ("folio") is 215 × 330 mm."""

    A4 = "a4"
    F4 = "f4"


class DocumentSettings(Base, HasId, TenantOwned, Timestamped, Versioned):
    """Letterhead, paper, colour and signatories of one government; without a row the documents keep their defaults.

    `signatories`: kind of document (a name of the catalogue, `MAIN` for all others; with `SECOND` behind
    it the one who takes note) → the four `SIGNATORY_FIELDS`. `numbering`: kind of document →
    {"pattern", "code"} of its numbers (`rules/numbering.py`), with "jumps" by year where a book of paper goes on;
    without a pattern they are typed by hand.
    """

    __tablename__ = "document_settings"
    __table_args__ = (
        UniqueConstraint("government_id"),
        CheckConstraint("length(accent) = 7 AND accent LIKE '#%'", name="accent_is_hexadecimal"),
    )

    head_name: Mapped[str] = mapped_column(String(160), default="")  # empty: "Pemerintah <nama>"
    head_office: Mapped[str] = mapped_column(String(160), default="")  # empty: the coordinating unit
    address: Mapped[str] = mapped_column(Text, default="")  # one to a few lines
    phone: Mapped[str] = mapped_column(String(80), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    website: Mapped[str] = mapped_column(String(120), default="")
    paper: Mapped[Paper] = mapped_column(enum_column(Paper), default=Paper.A4)
    accent: Mapped[str] = mapped_column(String(7), default=DEFAULT_ACCENT)
    numbering: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)
    signatories: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
