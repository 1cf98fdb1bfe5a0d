"""Pure rules about the names of files."""

import re
import unicodedata

from app.files.kinds import EXTENSIONS, FileKind

MAX_NAME = 150  # characters, extension included; file systems and mail programs cut longer ones


def display_name(given: str, kind: FileKind) -> str:
    """The name a file is kept and served under: no folders, no invisible characters, the extension of its content.

    >>> display_name("C:\\\\Dokumen\\\\SK Tim.exe", FileKind.PDF)
    'SK Tim.pdf'
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    # Control and format characters include the right-to-left override that makes "gpj.exe" read "exe.jpg".
    name = "".join(
        c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    name = re.sub(r"\s+", " ", name).strip().rstrip(" .")
    stem, extension = _split(name)
    accepted = EXTENSIONS[kind]
    if extension.lower() not in accepted:
        extension = accepted[0]
    stem = stem.strip(" .")[: MAX_NAME - len(extension)] or "berkas"
    return stem + extension.lower()


def _split(name: str) -> tuple[str, str]:
    match = re.fullmatch(r"(?s)(.*)(\.[A-Za-z0-9]{1,5})", name)
    return (match[1], match[2]) if match else (name, "")
