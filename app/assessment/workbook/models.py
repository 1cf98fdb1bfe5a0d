"""The table of workbooks that a coordinator brought for OPD: what was found in each, and whether it was handed over."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessment.models import Assessment, Round
from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime
from app.files import StoredFile


class BroughtWorkbook(Base, HasId, TenantOwned, Timestamped):
    """One file of a batch. Without a fault it belongs to an assessment, whose OPD decides once it is handed over.

    The bytes are those of `file`, or of its `member` if that file is a ZIP.
    """

    __tablename__ = "brought_workbook"
    __table_args__ = (
        ForeignKeyConstraint(
            ["government_id", "round_id"], ["assessment_round.government_id", "assessment_round.id"]
        ),
        ForeignKeyConstraint(
            ["government_id", "assessment_id"], ["assessment.government_id", "assessment.id"]
        ),
        CheckConstraint("fault <> '' OR assessment_id IS NOT NULL", name="belongs_or_says_why"),
        CheckConstraint("cells >= 0 AND conflicts >= 0 AND problems >= 0", name="counted"),
    )

    batch: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    round_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    assessment_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    file_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("stored_file.id"), index=True)
    member: Mapped[str] = mapped_column(String(400), default="")
    name: Mapped[str] = mapped_column(String(200))
    fault: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(Text, default="")  # the fault, in the words of whoever brought it
    cells: Mapped[int] = mapped_column(Integer, default=0)
    conflicts: Mapped[int] = mapped_column(Integer, default=0)
    problems: Mapped[int] = mapped_column(Integer, default=0)
    brought_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    handed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    file: Mapped[StoredFile] = relationship()
    round: Mapped[Round] = relationship(
        primaryjoin="BroughtWorkbook.round_id == Round.id",
        foreign_keys="BroughtWorkbook.round_id",
        viewonly=True,
    )
    assessment: Mapped[Assessment | None] = relationship(
        primaryjoin="BroughtWorkbook.assessment_id == Assessment.id",
        foreign_keys="BroughtWorkbook.assessment_id",
        viewonly=True,
    )
