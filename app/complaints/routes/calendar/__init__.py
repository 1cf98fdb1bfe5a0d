"""`/pengaduan/kalender`: the days that do not count and the deadlines; reading, editing, history."""

from app.complaints.routes.calendar import changes, days, local_days, overview, rules, uploading

__all__ = ["changes", "days", "local_days", "overview", "rules", "uploading"]
