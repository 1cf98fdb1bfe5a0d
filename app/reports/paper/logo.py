"""The coat of arms that a government put on its documents."""

from app.db import db
from app.files import StoredFile, read
from app.reports.renderers.pdf import Asset

LOGO = "logo"


def logo_assets(government_id: str, file_id: str | None) -> dict[str, Asset]:
    """The logo as an asset of the document; nothing without one, or if its content is gone."""
    record = db.session.get(StoredFile, file_id) if file_id else None
    if record is None or record.government_id != government_id:
        return {}
    try:
        return {LOGO: Asset(read(record), record.media_type)}
    except FileNotFoundError:
        return {}
