"""Personal data that is put in at a door and looked for everywhere afterwards."""

import io
import re
import zipfile

from sqlalchemy import text

from app.db import Base, db

NAME = "Kenarisa Rekaan"
NIK = "7307014506780099"
PHONE = "081299990000"
MAIL = "kenarisa@suratku.example"
ADDRESS = "No. 77"
# Each is looked for in small letters and, being numbers, also without their separators.
CANARIES = ("kenarisa", NIK, PHONE, "kenarisa@", ADDRESS.lower())
# As people write them: in words that say what they are.
TEXT = (
    f"Nama saya {NAME}, NIK {NIK}, HP {PHONE}, surel {MAIL}, alamat Jl. Melati {ADDRESS} RT 01 RW 02. "
    "Lampu jalan di Jalan Persatuan Raya padam."
)


def leaks(content: str) -> list[str]:
    """The canaries in a text, however their digits are grouped."""
    small = content.lower()
    digits = re.sub(r"(?<=\d)[ .\-](?=\d)", "", small)
    return [canary for canary in CANARIES if canary in small or canary in digits]


def everything_stored() -> str:
    """Every row of every table, as the database has it."""
    return "\n".join(
        str(row)
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"'))  # names of our own tables
    )


def readable(content: bytes) -> str:
    """A page or CSV as text, a workbook or document with everything that is packed in it."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist())
