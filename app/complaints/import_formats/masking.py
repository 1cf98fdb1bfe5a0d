"""Personal data in complaint texts, masked at the door: what is never stored cannot leak.

Masked are national identity numbers (NIK, 16 digits, also in groups), mobile and landline numbers, and e-mail
addresses.
"""

import re

NIK = "[NIK disamarkan]"
PHONE = "[nomor telepon disamarkan]"
MAIL = "[surel disamarkan]"

# Nearly every text has nothing to mask; one quick look keeps an import of many thousands fast.
_SUSPECT = re.compile(r"\d[\d .\-()]{6,}\d|@")
_NIK = re.compile(
    r"(?<!\d)\d{4}[ .\-]?\d{4}[ .\-]?\d{4}[ .\-]?\d{4}(?!\d)|(?<!\d)\d{6}[ .\-]\d{6}[ .\-]\d{4}(?!\d)"
)
_PHONE = re.compile(
    r"(?<![\d.,])(?:\+?62[ \-.]?\(?0?\)?|0)(?:8\d{1,3}|2\d{1,2}|[3-79]\d{1,2})[ \-.)]{0,2}\d{3,4}[ \-.]?\d{3,5}(?!\d)"
)
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")


def mask_personal_data(text: str) -> str:
    """The text with identity numbers, phone numbers and e-mail addresses replaced by what they were."""
    if _SUSPECT.search(text) is None:
        return text
    text = _NIK.sub(NIK, text)
    text = _PHONE.sub(PHONE, text)
    return _MAIL.sub(MAIL, text)
