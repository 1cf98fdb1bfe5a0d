"""`/pengaduan`: the register, its figures, its imports and the calendar."""

from app.complaints.routes import calendar, imports, listing, maps, problems, spellings, statistics, wizard
from app.complaints.routes.blueprint import bp

__all__ = ["bp", "calendar", "imports", "listing", "maps", "problems", "spellings", "statistics", "wizard"]
