"""What is said about a document besides its name: when it was issued, by whom, for which period."""

from datetime import date
from typing import Any, Protocol, TypedDict


class Facts(TypedDict, total=False):
    """The facts by their columns; what is left out is not known."""

    document_date: date | None
    issuing_unit: str
    valid_from: date | None
    valid_until: date | None  # the last day that it is in force


class HasFacts(Protocol):
    """Evidence, an earlier version of it, or what a form says."""

    @property
    def document_date(self) -> Any: ...
    @property
    def issuing_unit(self) -> Any: ...
    @property
    def valid_from(self) -> Any: ...
    @property
    def valid_until(self) -> Any: ...


def facts_of(document: HasFacts) -> Facts:
    """The facts of a document, to be shown in a form or copied to another row."""
    return {
        "document_date": document.document_date,
        "issuing_unit": document.issuing_unit,
        "valid_from": document.valid_from,
        "valid_until": document.valid_until,
    }
