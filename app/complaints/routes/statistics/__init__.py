"""`/pengaduan/statistik`: the figures of one government or of many, as pages and as files."""

from app.complaints.routes.statistics import files, governments, page

__all__ = ["files", "governments", "page"]
