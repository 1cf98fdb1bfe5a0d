"""What handling complaints here needs beside the register: running numbers, and filters that somebody keeps."""

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON, Boolean

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, Versioned


class ComplaintNumber(Base, TenantOwned):
    """The last running number that a government's register gave to a complaint of a year."""

    __tablename__ = "complaint_number"
    __table_args__ = (CheckConstraint("last > 0", name="last_positive"),)

    government_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("government.id"), primary_key=True
    )
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)


class ComplaintView(Base, HasId, TenantOwned, Timestamped, Versioned):
    """Filters of the register under a name: for its owner, or for everybody who reads this register."""

    __tablename__ = "complaint_view"
    __table_args__ = (
        UniqueConstraint("government_id", "owner_id", "name"),
        CheckConstraint("length(name) > 0", name="name_present"),
    )

    # Led by the unique constraint above, so no index of its own.
    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    owner_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # as they stand in the address
    is_shared: Mapped[bool] = mapped_column(Boolean, default=False)
