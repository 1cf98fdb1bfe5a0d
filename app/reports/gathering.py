"""Making a collection: its documents one after another, then one PDF with a contents page, or a ZIP with an index.

A document that fails fails alone and is named with its reason. Everything is kept in memory up to a limit: nothing is
left on a disk, whenever the job ends.
"""

import io
import logging
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pikepdf
from flask_babel import gettext as _

from app.reports.collection import Bound, CollectionData, Missing, Part, names_of
from app.reports.document import Content, Format, NothingToPrintError
from app.reports.labels import FAILURE_REASONS
from app.reports.paper.html import part_html
from app.reports.paper.logo import LOGO
from app.reports.paper.stationery import stationery
from app.reports.renderers.chapters.process import ChapterFailedError
from app.reports.renderers.volume import bind, page_count, part_address
from app.reports.workshop import printed
from app.web.filters import waktu

LARGEST = 150 * 1024 * 1024  # bytes of all documents of a collection together
STYLES = ("paper.css", "letter.css", "volume.css")
INDEX = "daftar-isi.txt"

logger = logging.getLogger(__name__)

MakePart = Callable[[int, Part], Bound]


@dataclass(slots=True)
class Gathered:
    """What was made, and what was not."""

    bound: list[Bound] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    size: int = 0


def gather(parts: Sequence[Part], make: MakePart, largest: int = 0) -> Gathered:
    """Make every part that can be made, up to `largest` bytes (0: the usual limit); a sign to stop goes through."""
    found, largest = Gathered(), largest or LARGEST
    for number, part in enumerate(parts):
        if part.subject is None:
            found.missing.append(Missing(part.title, part.reason))
        elif found.size >= largest:
            found.missing.append(Missing(part.title, _("Batas ukuran berkas gabungan sudah tercapai.")))
        else:
            _make_one(found, number, part, make, largest)
    return found


def _make_one(found: Gathered, number: int, part: Part, make: MakePart, largest: int) -> None:
    try:
        made = make(number, part)
    except NothingToPrintError as error:
        found.missing.append(Missing(part.title, str(error)))
        return
    except ChapterFailedError as error:
        logger.warning("a document of a collection failed: %s", error.trace)
        found.missing.append(Missing(part.title, str(FAILURE_REASONS[error.kind])))
        return
    if found.size + len(made.content) > largest:
        found.size = largest  # what comes after would be a choice by chance
        found.missing.append(Missing(part.title, _("Batas ukuran berkas gabungan sudah tercapai.")))
        return
    found.size += len(made.content)
    found.bound.append(made)


def packed(content: Content, kind: Format, found: Gathered) -> bytes:
    """The finished file, in the language in force. `NothingToPrintError` when no document could be made."""
    if not found.bound:
        reasons = "; ".join(f"{each.title}: {each.reason}" for each in found.missing[:3])
        raise NothingToPrintError(_("Tidak satu pun dokumen dapat dibuat. %(reasons)s", reasons=reasons))
    if kind is Format.ZIP:
        return zipped(content, found)
    return volume(content, found)


def zipped(content: Content, found: Gathered) -> bytes:
    """Each document under its name, and an index that names what is missing and why."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in zip(names_of(found.bound), found.bound, strict=True):
            archive.writestr(name, part.content)
        archive.writestr(INDEX, _index(content, found), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def volume(content: Content, found: Gathered) -> bytes:
    """One PDF: contents, then every document behind a bookmark."""
    data: CollectionData = content.data
    paper = stationery(data.government, content.settings, logo=LOGO in content.assets)
    lengths = [page_count(part.content) for part in found.bound]

    def front(starts: Sequence[int]) -> bytes:
        rows = [
            (part.title, part_address(number), start, length)
            for number, (part, start, length) in enumerate(
                zip(found.bound, starts, lengths, strict=True), start=1
            )
        ]
        html = part_html(
            "reports/volume/contents.html",
            data=data,
            rows=rows,
            missing=found.missing,
            government=data.government,
            stationery=paper,
            number=data.title,
            made_at=content.made_at,
        )
        return printed(html, (*STYLES, paper.look.stylesheet), content.assets)

    try:
        return bind(front, _("Daftar Isi"), [(part.title, part.content) for part in found.bound])
    except pikepdf.PdfError as error:
        raise NothingToPrintError(_("Dokumen-dokumen ini tidak dapat digabung. Coba sebagai ZIP.")) from error


def _index(content: Content, found: Gathered) -> bytes:
    """Plain text with the line ends that every editor shows."""
    data: CollectionData = content.data
    lines = [
        data.title,
        data.government.name,
        _("Dibuat %(moment)s", moment=waktu(content.made_at)),
        "",
        _("Berkas (%(count)s):", count=len(found.bound)),
        *(f"  {name}  {part.title}" for name, part in zip(names_of(found.bound), found.bound, strict=True)),
        "",
    ]
    if found.missing:
        lines += [
            _("Tidak termuat (%(count)s):", count=len(found.missing)),
            *(f"  {each.title}: {each.reason}" for each in found.missing),
        ]
    else:
        lines.append(_("Semua dokumen termuat."))
    return "\r\n".join(str(line) for line in lines).encode("utf-8-sig")
