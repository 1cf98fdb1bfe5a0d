"""The kinds of personal data that are masked, and what stands in their place afterwards."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What was found; in the order in which one finding wins over another at the same place."""

    MAIL = "surel"
    NIK = "nik"  # the citizen's number: 16 digits
    FAMILY_CARD = "kk"  # the family card's number: 16 digits too
    IDENTITY = "identitas"  # NIP, NPWP, BPJS, SIM, passport
    ACCOUNT = "rekening"
    PHONE = "telp"
    PLATE = "plat"
    ADDRESS = "alamat"
    NAME = "nama"


PLACEHOLDERS: dict[Kind, str] = {
    Kind.MAIL: "[surel disamarkan]",
    Kind.NIK: "[NIK disamarkan]",
    Kind.FAMILY_CARD: "[nomor KK disamarkan]",
    Kind.IDENTITY: "[nomor identitas disamarkan]",
    Kind.ACCOUNT: "[nomor rekening disamarkan]",
    Kind.PHONE: "[nomor telepon disamarkan]",
    Kind.PLATE: "[nomor polisi disamarkan]",
    Kind.ADDRESS: "[alamat disamarkan]",
    Kind.NAME: "[nama disamarkan]",
}


class Found(NamedTuple):
    """Personal data at a place of a text: `text[start:end]`."""

    start: int
    end: int
    kind: Kind
