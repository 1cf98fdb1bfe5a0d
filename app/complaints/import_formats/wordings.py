"""How sources word statuses, classes and channels."""

import re
from functools import lru_cache
from typing import NamedTuple

from app.complaints.import_formats.fields import CellRefused, Trouble, fold
from app.complaints.rules import Klass, Status

_STATUSES: dict[Status, tuple[str, ...]] = {
    Status.UNVERIFIED: (
        "belum terverifikasi",
        "belum diverifikasi",
        "menunggu verifikasi",
        "baru",
        "laporan baru",
        "unverified",
        "new",
    ),
    Status.DISPOSED: (
        "terdisposisi belum ditindaklanjuti",
        "belum ditindaklanjuti",
        "belum ditindak lanjuti",
        "belum tindak lanjut",
        "belum diproses",
        "terdisposisi",
        "terverifikasi",
        "diteruskan",
        "merah",
        "belum",
        "disposed",
        "forwarded",
        "forwarded not followed up",
    ),
    Status.IN_PROCESS: (
        "terdisposisi sedang diproses",
        "sedang diproses",
        "dalam proses",
        "diproses",
        "proses",
        "ditindaklanjuti oleh instansi",
        "ditindaklanjuti",
        "ditindak lanjuti",
        "sudah ditindaklanjuti",
        "ditanggapi oleh pelapor",
        "ditanggapi oleh instansi",
        "ditanggapi",
        "kuning",
        "in process",
        "in progress",
        "forwarded in process",
    ),
    Status.FINISHED: (
        "terdisposisi selesai",
        "selesai",
        "selesai otomatis",
        "selesai oleh pelapor",
        "selesai oleh sistem",
        "ditutup",
        "tuntas",
        "hijau",
        "finished",
        "closed",
        "resolved",
        "forwarded closed",
    ),
    Status.POSTPONED: ("tertunda", "ditunda", "tunda", "belum lengkap", "postponed"),
    Status.ARCHIVED: (
        "arsip",
        "diarsipkan",
        "terarsip",
        "bukan wewenang",
        "bukan kewenangan",
        "ditolak",
        "archived",
    ),
}
_STATUS_OF = {wording: status for status, wordings in _STATUSES.items() for wording in wordings}
_AUTOMATIC = re.compile(r"selesai otomatis|selesai oleh sistem|ditutup otomatis|ditutup oleh sistem")
_COUNTDOWN = re.compile(r"selesai otomatis dalam \d+ hari(?: kerja)?(?: lagi)?")
_FORWARDED_TO = re.compile(r"\s*(?:ter)?disposisi(?:kan)?\s+ke\s+(\S.*)", re.IGNORECASE)


class StatusWording(NamedTuple):
    """A status as a source words it, whether the system closes by itself, and the agency it names."""

    status: Status | None
    automatic: bool
    agency: str


@lru_cache(maxsize=4096)
def status(text: str) -> StatusWording:
    """What a status column says. Raises `CellRefused` for words that nobody has taught us.

    "Selesai otomatis dalam 10 hari" is a countdown: the agency answered, and the system closes unless the
    reporter writes.
    """
    folded = fold(text)
    if not folded:
        return StatusWording(None, False, "")
    if named := _FORWARDED_TO.fullmatch(text):
        return StatusWording(Status.DISPOSED, False, named[1])
    automatic = _AUTOMATIC.search(folded) is not None
    if _COUNTDOWN.fullmatch(folded):
        return StatusWording(Status.IN_PROCESS, True, "")
    found = _STATUS_OF.get(folded)
    if found is None:
        raise CellRefused(Trouble.STATUS_UNKNOWN)
    return StatusWording(found, automatic, "")


_CLASSES: dict[str, Klass] = {
    "pengaduan berkadar pengawasan": Klass.SUPERVISORY,
    "berkadar pengawasan": Klass.SUPERVISORY,
    "pengawasan": Klass.SUPERVISORY,
    "wbs": Klass.SUPERVISORY,
    "whistle blowing system": Klass.SUPERVISORY,
    "supervisory": Klass.SUPERVISORY,
    "supervisory complaints": Klass.SUPERVISORY,
    "pengaduan tidak berkadar pengawasan": Klass.NON_SUPERVISORY,
    "tidak berkadar pengawasan": Klass.NON_SUPERVISORY,
    "pengaduan non pengawasan": Klass.NON_SUPERVISORY,
    "non pengawasan": Klass.NON_SUPERVISORY,
    # LAPOR! calls a complaint plainly "Pengaduan" until somebody finds that it needs supervision.
    "pengaduan": Klass.NON_SUPERVISORY,
    "keluhan": Klass.NON_SUPERVISORY,
    "non supervisory": Klass.NON_SUPERVISORY,
    "non supervisory complaints": Klass.NON_SUPERVISORY,
    "complaint": Klass.NON_SUPERVISORY,
    "permintaan informasi": Klass.INFORMATION,
    "permohonan informasi": Klass.INFORMATION,
    "informasi": Klass.INFORMATION,
    "pertanyaan": Klass.INFORMATION,
    "information": Klass.INFORMATION,
    "information requests": Klass.INFORMATION,
    "aspirasi": Klass.ASPIRATION,
    "saran": Klass.ASPIRATION,
    "usulan": Klass.ASPIRATION,
    "aspiration": Klass.ASPIRATION,
}


@lru_cache(maxsize=1024)
def klass(text: str) -> Klass | None:
    """The class, None if the source leaves it open. Raises `CellRefused` for unknown words."""
    folded = fold(text)
    if not folded:
        return None
    found = _CLASSES.get(folded)
    if found is None:
        raise CellRefused(Trouble.CLASS_UNKNOWN)
    return found


_CHANNELS: dict[str, str] = {
    "web": "Website",
    "website": "Website",
    "situs": "Website",
    "situs web": "Website",
    "lapor go id": "Website",
    "www lapor go id": "Website",
    "android": "Android",
    "aplikasi android": "Android",
    "ios": "iOS",
    "iphone": "iOS",
    "sms": "SMS",
    "sms 1708": "SMS",
    "1708": "SMS",
    "twitter": "Twitter",
    "twitter lapor1708": "Twitter",
    "x": "Twitter",
    "whatsapp": "WhatsApp",
    "wa": "WhatsApp",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "email": "Surel",
    "e mail": "Surel",
    "surel": "Surel",
    "telepon": "Telepon",
    "call center": "Telepon",
    "surat": "Surat",
    "tatap muka": "Tatap muka",
    "datang langsung": "Tatap muka",
    "langsung": "Tatap muka",
    "kotak saran": "Kotak saran",
}
_WITH_AGENCY = re.compile(
    r"(.+?)\s+[-–|]\s+(.+)|([A-Za-z]+)-((?:dinas|badan|kecamatan|rsud|bagian|satpol|kantor).*)", re.IGNORECASE
)


class ChannelWording(NamedTuple):
    """A channel by its usual name, and the agency that some exports hang on to it."""

    channel: str
    agency: str


@lru_cache(maxsize=4096)
def channel(text: str) -> ChannelWording:
    """`Android - dinas-sosial` is the channel Android and the agency; an unknown channel stays as written."""
    known = _CHANNELS.get(fold(text))
    if known is not None:
        return ChannelWording(known, "")
    found = _WITH_AGENCY.fullmatch(text)
    if found is not None:
        name, agency = (found[1], found[2]) if found[1] else (found[3], found[4])
        usual = _CHANNELS.get(fold(name))
        if usual is not None:
            return ChannelWording(usual, agency.strip())
    return ChannelWording(text, "")
