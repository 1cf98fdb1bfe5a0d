"""Moved to `app.complaints.masking`."""

from app.complaints.masking import PLACEHOLDERS, Kind, mask_personal_data

NIK, PHONE, MAIL = PLACEHOLDERS[Kind.NIK], PLACEHOLDERS[Kind.PHONE], PLACEHOLDERS[Kind.MAIL]

__all__ = ["MAIL", "NIK", "PHONE", "mask_personal_data"]
