"""What a document of the catalogue is."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.access import Actor, Permission
from app.db import utc_now
from app.organisations.models import Government, Unit
from app.plans.document_data import GovernmentData
from app.reports.paper.logo import logo_assets
from app.reports.paper.stationery import StationerySettings, stationery_settings
from app.reports.renderers.pdf import Asset


class Format(StrEnum):
    """What a document can be made as."""

    PDF = "pdf"
    XLSX = "xlsx"
    ODS = "ods"
    DOCX = "docx"
    ZIP = "zip"  # of PDFs


class Signer(StrEnum):
    """Whose signatory stands below a document."""

    NOBODY = "nobody"
    GOVERNMENT = "government"
    MINISTRY = "ministry"


class UnitChoice(StrEnum):
    """Whether a document is about one OPD."""

    NONE = "none"
    OPTIONAL = "optional"  # one OPD, or the whole government
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about. `record` picks one of several (a submission, a year); empty: the present one."""

    government_id: str
    unit_id: str | None = None
    record: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A record to choose from. Options with a `group` (years, months …) stand together under its name."""

    value: str
    label: str
    unit_id: str | None = None  # the OPD it belongs to, where that follows from the record
    group: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What was loaded: plain data, and what goes around it. Nothing here reads the database any more."""

    data: Any
    time_zone: str
    assets: Mapping[str, Asset] = field(default_factory=dict)
    settings: StationerySettings | None = None  # how the government wants its documents
    made_at: datetime | None = None  # the day beside a signature, where the data name none
    original: str = ""  # the data word for word, for a document that carries them inside


def content_of(data: Any, government: GovernmentData, kind: str) -> Content:
    """What a document of this kind (its name in the catalogue) says, dressed as the government wants it."""
    return Content(
        data,
        government.time_zone,
        logo_assets(government.id, government.logo_file_id),
        stationery_settings(government.id, kind),
        utc_now(),
    )


class NothingToPrintError(LookupError):
    """There is nothing yet that the document could say; the message is for the person."""


class Document(ABC):
    """A document of the catalogue: one file in this folder each.

    `load` reads the database, as the caller's tenant scope allows, and gives plain data; `make` lays it out without
    the database, in the language that the caller has set. The caller checks `permission` first.
    """

    name: str
    title: LazyString
    summary: LazyString
    formats: tuple[Format, ...]
    format_labels: Mapping[Format, LazyString] = {}  # where "PDF" alone would not say what one gets
    unit_choice: UnitChoice = UnitChoice.NONE
    signer: Signer = Signer.NOBODY
    numbered: bool = False  # whether a final one bears a number of the government's book
    record_label: LazyString = _l("Isi dokumen")  # what the person chooses by it

    def permission(self, subject: Subject) -> Permission:
        """The right that reading this document takes, in its government and for its OPD."""
        return self.permissions[0]

    @property
    def series(self) -> str:
        """The name under which its numbers and signatories are kept: its own, but for another form of a document."""
        return self.name

    @property
    @abstractmethod
    def permissions(self) -> tuple[Permission, ...]:
        """Every right that some document of this kind takes; the first is the usual one."""

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """What to choose from, the usual one first; nothing means that there is nothing to print yet."""
        return (Option("", ""),)

    def units(self, government: Government) -> Sequence[Unit]:
        """The OPD to choose from."""
        return [unit for unit in government.units if unit.is_active]

    def subject(self, subject: Subject) -> Subject:
        """The subject with what its record says about it (the OPD of a receipt). `NothingToPrintError` if unknown."""
        return subject

    @abstractmethod
    def load(self, subject: Subject) -> Content:
        """Plain data. `NothingToPrintError` when there is nothing to say, `LookupError` for an unknown record."""

    @abstractmethod
    def make(self, content: Content, kind: Format) -> bytes:
        """The finished file. `ValueError` for a format that is not offered."""

    def is_concept(self, content: Content) -> bool:
        """Whether the pages say that this is a concept, which may still become another."""
        return False

    def numbered_subject(self, subject: Subject, content: Content) -> Subject:
        """What a number is given to: all versions with the same one are the same document."""
        return subject

    def printed_number(self, content: Content) -> str:
        """The number that its data carry already; it stays whatever the book says."""
        return ""

    def with_number(self, content: Content, number: str) -> Content:
        """The content with the number of the book."""
        return replace(content, settings=replace(content.settings or StationerySettings(), number=number))

    @abstractmethod
    def file_name(self, content: Content) -> str:
        """Name of the file without its ending."""


def plain_name(*words: str) -> str:
    """ "Rencana aksi", "Kabupaten Sinjai" → "rencana-aksi-kabupaten-sinjai"."""
    return re.sub(r"[^a-z0-9]+", "-", " ".join(words).casefold()).strip("-")[:100] or "dokumen"
