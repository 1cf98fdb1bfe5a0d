"""A document made of many: every OPD of a government, every government of a province, as one file or a ZIP."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.plans.document_data import GovernmentData
from app.reports.document import Content, Document, Format, Subject


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a collection. Without a `subject` there is nothing to make, and `reason` says why."""

    title: str  # of whom it is
    document: Document
    subject: Subject | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CollectionData:
    """What a collection is made of."""

    government: GovernmentData
    title: str  # which document, in words
    name: str  # of the file, without its ending
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A part that was made, and the name of its file."""

    part: Part
    file_name: str
    content: bytes

    @property
    def title(self) -> str:
        """Of whom it is."""
        return self.part.title


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that is not there, and why."""

    title: str
    reason: str


class Collection(Document):
    """`load` gives `CollectionData`; the parts are made one by one (see `gathering`), never `make`.

    Whoever holds `permissions` must hold those of every part: `parts` are not asked again.
    """

    formats = (Format.PDF, Format.ZIP)

    @property
    @abstractmethod
    def inner(self) -> Mapping[str, Document]:
        """The documents that can be collected, by the record that chooses them."""

    def make(self, content: Content, kind: Format) -> bytes:
        """Never: a collection is gathered."""
        raise ValueError(kind)

    def file_name(self, content: Content) -> str:
        """As its data say."""
        data: CollectionData = content.data
        return data.name


def names_of(parts: Sequence[Bound]) -> list[str]:
    """Names of files in the order of the parts, each once: "01-ringkasan-dinas-sosial-2021.pdf". Pure."""
    digits = max(2, len(str(len(parts))))
    return [f"{number:0{digits}d}-{part.file_name}" for number, part in enumerate(parts, start=1)]
