"""The form of a published total and the table of its parts. Numbers are typed as they are printed."""

from app.complaints.forms.published.parts import PartRows
from app.complaints.forms.published.total import EditPublishedForm, Faults, PublishedForm

__all__ = ["EditPublishedForm", "Faults", "PartRows", "PublishedForm"]
