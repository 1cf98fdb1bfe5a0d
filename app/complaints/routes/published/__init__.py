"""`/pengaduan/angka-terbit`: totals published elsewhere, whether they add up, and the register beside them."""

from app.complaints.routes.published import editing, reading

__all__ = ["editing", "reading"]
