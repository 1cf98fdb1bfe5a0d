"""Chapters put together: one PDF with one outline, one tree of tags, one set of fonts, and numbers on its pages.

The pages themselves are taken over as they are. What a chapter's PDF says about itself (outline, names, metadata) is
left behind and written anew from the notes; title, language and metadata come from the first chapter.
"""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.reports.renderers.chapters.cut import ELSEWHERE, Words
from app.reports.renderers.chapters.drawings import Drawings
from app.reports.renderers.chapters.fonts import Faces
from app.reports.renderers.chapters.outline import write_outline
from app.reports.renderers.chapters.rendered import Rendered
from app.reports.renderers.chapters.stamping import stamp_page
from app.reports.renderers.chapters.tags import Tags

METADATA = ("/Metadata", "/Lang", "/ViewerPreferences", "/MarkInfo", "/OutputIntents")


def join(chapters: Sequence[Rendered], characters: Rendered | None, words: Words) -> bytes:
    """The document. `characters` is a chapter whose fonts hold every glyph of the others (it is not printed).

    Raises `pikepdf.PdfError` for a chapter that is none.
    """
    made = Pdf.new()
    faces = Faces(made, characters)
    tags, drawings = Tags(made), Drawings()
    total = sum(chapter.notes.pages for chapter in chapters)
    destinations: dict[str, Array] = {}
    first = 0
    for chapter in chapters:
        source = pikepdf.open(io.BytesIO(chapter.pdf))
        fonts = faces.take(source, chapter.notes)
        made.pages.extend(source.pages)
        pages = [made.pages[first + place].obj for place in range(chapter.notes.pages)]
        faces.give(pages, fonts)
        drawings.share(pages[0].Resources)
        tags.add(source, pages)
        for place, page in enumerate(pages):
            stamp = chapter.notes.stamps[place]
            if stamp is not None:
                stamp_page(
                    made,
                    page,
                    stamp,
                    faces.face(stamp.face),
                    f"{words.page} {first + place + 1} {words.of} {total}",
                )
        for name, (place, x, y) in chapter.notes.anchors.items():
            destinations.setdefault(name, Array([pages[place], Name.XYZ, x, y, 0]))
        if chapter.notes.links:
            _lead_within(pages)
        if not first:
            _introduce(made, source)
        first += chapter.notes.pages
        source.close()
    tags.finish()
    _name(made, destinations)
    write_outline(made, chapters)
    target = io.BytesIO()
    made.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        min_version="1.7",
        deterministic_id=True,
    )
    return target.getvalue()


def _lead_within(pages: Sequence[pikepdf.Object]) -> None:
    """Links to other chapters were written as addresses, for the engine drops what it cannot find in the same piece."""
    for page in pages:
        for link in page.get("/Annots", ()):
            address = str(link.A.get("/URI", "")) if "/A" in link else ""
            if address.startswith(ELSEWHERE):
                del link["/A"]
                link.Dest = String(address.removeprefix(ELSEWHERE))
                if "/Contents" in link:
                    link.Contents = link.Dest


def _name(made: Pdf, destinations: dict[str, Array]) -> None:
    names = Array()
    for name in sorted(destinations, key=str.encode):
        names.append(String(name))
        names.append(destinations[name])
    if names:
        made.Root.Names = Dictionary(Dests=made.make_indirect(Dictionary(Names=names)))


def _introduce(made: Pdf, source: Pdf) -> None:
    for key in METADATA:
        if key in source.Root:
            value = source.Root[key]
            made.Root[key] = made.copy_foreign(value if value.is_indirect else source.make_indirect(value))
    for key, value in source.docinfo.items():
        made.docinfo[key] = str(value)
