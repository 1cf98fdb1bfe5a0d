"""Tables of the instrument: version, category, indicator, level, library action."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import ID_LENGTH, Base, HasId, Timestamped, UtcDateTime, enum_column
from app.instrument.questionnaire import AnswerKind, InstrumentState, Scope


class InstrumentVersion(Base, HasId, Timestamped):
    """A question set as a whole. `sha256` is the fingerprint of its content."""

    __tablename__ = "instrument_version"
    __table_args__ = (
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_has_moment"),
        CheckConstraint("length(sha256) = 64", name="fingerprint_complete"),
    )

    code: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    notice: Mapped[str] = mapped_column(Text)  # shown wherever questions are shown, on screen and on paper
    # active_history: freezing.py asks what the state was before, also after a commit has expired it.
    state: Mapped[InstrumentState] = mapped_column(
        enum_column(InstrumentState), default=InstrumentState.DRAFT, active_history=True
    )
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    years: Mapped[list[int]] = mapped_column(JSON)
    aggregation: Mapped[dict[str, str]] = mapped_column(JSON)
    predicates: Mapped[list[dict[str, str]]] = mapped_column(JSON)

    categories: Mapped[list["Category"]] = relationship(
        back_populates="version", order_by="Category.position", cascade="all, delete-orphan"
    )

    @property
    def is_published(self) -> bool:
        return self.state is InstrumentState.PUBLISHED


class Category(Base, HasId):
    """One of the five categories in one version; `weight` is relative to the others."""

    __tablename__ = "instrument_category"
    __table_args__ = (
        UniqueConstraint("version_id", "id"),
        UniqueConstraint("version_id", "code"),
        CheckConstraint("weight > 0", name="weight_positive"),
    )

    version_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("instrument_version.id", ondelete="CASCADE")
    )
    code: Mapped[str] = mapped_column(String(40))
    letter: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text)
    weight: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)

    version: Mapped[InstrumentVersion] = relationship(back_populates="categories")
    indicators: Mapped[list["Indicator"]] = relationship(
        back_populates="category", order_by="Indicator.position", cascade="all, delete-orphan"
    )


class Indicator(Base, HasId):
    """One question; its category belongs to the same version."""

    __tablename__ = "indicator"
    __table_args__ = (
        UniqueConstraint("version_id", "code"),
        ForeignKeyConstraint(
            ["version_id", "category_id"],
            ["instrument_category.version_id", "instrument_category.id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("weight > 0", name="weight_positive"),
    )

    version_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    category_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    code: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    legal_basis: Mapped[str] = mapped_column(Text)
    scope: Mapped[Scope] = mapped_column(enum_column(Scope))
    weight: Mapped[int] = mapped_column(Integer)
    answer_type: Mapped[AnswerKind] = mapped_column(enum_column(AnswerKind))
    parameters: Mapped[dict[str, Any]] = mapped_column(JSON)
    evidence_wanted: Mapped[list[str]] = mapped_column(JSON)
    targets: Mapped[dict[str, int]] = mapped_column(JSON)  # year as text → level
    position: Mapped[int] = mapped_column(Integer)

    category: Mapped[Category] = relationship(back_populates="indicators")
    levels: Mapped[list["Level"]] = relationship(
        back_populates="indicator", order_by="Level.level", cascade="all, delete-orphan"
    )
    actions: Mapped[list["LibraryAction"]] = relationship(
        back_populates="indicator", order_by="LibraryAction.position", cascade="all, delete-orphan"
    )


class Level(Base, HasId):
    """What one of the five levels of an indicator looks like."""

    __tablename__ = "indicator_level"
    __table_args__ = (
        UniqueConstraint("indicator_id", "level"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_on_scale"),
    )

    indicator_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("indicator.id", ondelete="CASCADE")
    )
    level: Mapped[int] = mapped_column(Integer)
    description: Mapped[str] = mapped_column(Text)

    indicator: Mapped[Indicator] = relationship(back_populates="levels")


class LibraryAction(Base, HasId):
    """An action that lifts an OPD to `to_level`; without `from_level`, from the level below."""

    __tablename__ = "library_action"
    __table_args__ = (
        UniqueConstraint("indicator_id", "code"),
        CheckConstraint("to_level BETWEEN 2 AND 5", name="to_level_on_scale"),
        CheckConstraint("from_level IS NULL OR from_level BETWEEN 1 AND to_level - 1", name="lifts"),
    )

    indicator_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("indicator.id", ondelete="CASCADE")
    )
    code: Mapped[str] = mapped_column(String(16))
    from_level: Mapped[int | None] = mapped_column(Integer)
    to_level: Mapped[int] = mapped_column(Integer)
    activity: Mapped[str] = mapped_column(Text)
    output_indicator: Mapped[str] = mapped_column(Text)
    unit_of_measure: Mapped[str] = mapped_column(String(60))
    usual_year: Mapped[int] = mapped_column(Integer)
    budget_code: Mapped[str] = mapped_column(String(40), default="")
    budget_name: Mapped[str] = mapped_column(String(200), default="")
    responsible: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer)

    indicator: Mapped[Indicator] = relationship(back_populates="actions")
