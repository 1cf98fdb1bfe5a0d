"""The budget nomenclature that the operator loads: one list for the whole installation, in versions."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, HasId, Timestamped, UtcDateTime, enum_column
from app.plans.rules.nomenclature import BudgetLevel


class Nomenclature(Base, HasId, Timestamped):
    """A list under its own name. The one loaded last is in force; the others stay for whoever looks back.

    `source` says where it comes from and is shown beside every find; `is_example` that it is no regulation's text.
    """

    __tablename__ = "budget_nomenclature"
    __table_args__ = (
        CheckConstraint("length(name) > 0 AND length(source) > 0", name="says_where"),
        CheckConstraint("length(sha256) = 64", name="fingerprint_complete"),
    )

    name: Mapped[str] = mapped_column(String(120), unique=True)
    source: Mapped[str] = mapped_column(String(300))
    is_example: Mapped[bool] = mapped_column(Boolean)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class NomenclatureItem(Base, HasId):
    """One program, activity or sub-activity. `search` is code and name in small letters."""

    __tablename__ = "budget_nomenclature_item"
    __table_args__ = (
        UniqueConstraint("nomenclature_id", "code"),
        CheckConstraint("length(code) > 0 AND length(name) > 0", name="says_what"),
    )

    nomenclature_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("budget_nomenclature.id", ondelete="CASCADE")
    )
    code: Mapped[str] = mapped_column(String(40))
    level: Mapped[BudgetLevel] = mapped_column(enum_column(BudgetLevel))
    parent: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[str] = mapped_column(String(300))
    search: Mapped[str] = mapped_column(String(400))
