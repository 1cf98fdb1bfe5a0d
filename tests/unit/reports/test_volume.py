"""Finished PDFs bound into one, read back."""

import io

import pikepdf
import pytest

from app.reports.renderers.pdf import render_pdf
from app.reports.renderers.verification import stamp
from app.reports.renderers.volume import bind, page_count, part_address
from tests.factories.documents import plan_document
from tests.pdf_text import assert_sound, opened, page_texts

STYLES = ("paper.css",)


def part(name, pages=1):
    """A document with a heading on each page, and a link from its first page to its last."""
    body = "".join(
        f'<h1 id="s{number}" class="chapter new-page">{name} bab {number}</h1><p>Isi {name}.</p>'
        + (f'<p><a href="#s{pages}">ke akhir</a></p>' if number == 1 else "")
        for number in range(1, pages + 1)
    )
    head = f'<html lang="id"><head><title>{name}</title></head>'
    return render_pdf(f'{head}<body data-page="Hal" data-of="dari">{body}</body></html>', STYLES)


@pytest.fixture(scope="module")
def parts():
    return [("Satu", part("Satu", 2)), ("Dua", part("Dua", 3)), ("Tiga", part("Tiga"))]


def front(rows):
    """Contents with as many rows as asked for: enough of them take a second page."""

    def made(starts):
        lines = "".join(
            f'<p><a href="{part_address(number)}">bagian {number} halaman {start}</a></p>'
            for number, start in enumerate(starts, 1)
        )
        filler = "".join(f"<p>baris {number}</p>" for number in range(rows))
        return render_pdf(
            f'<html lang="id"><head><title>Isi</title></head><body>{lines}{filler}</body></html>', STYLES
        )

    return made


@pytest.mark.parametrize(("rows", "taken"), [(3, 1), (40, 2)])
def test_the_contents_name_the_pages_where_parts_begin(parts, rows, taken, tmp_path):
    made = bind(front(rows), "Daftar Isi", parts)
    assert_sound(made, tmp_path)
    pages = page_texts(made)
    assert len(pages) == taken + 6
    for number, (name, start) in enumerate([("Satu", 1), ("Dua", 3), ("Tiga", 6)], 1):
        assert f"bagian {number} halaman {taken + start}" in pages[0]
        assert f"{name} bab 1".casefold() in pages[taken + start - 1].casefold()


def test_bookmarks_are_those_of_the_parts_below_their_titles(parts):
    with opened(bind(front(1), "Daftar Isi", parts)) as made, made.open_outline() as outline:
        assert [each.title for each in outline.root] == ["Daftar Isi", "Satu", "Dua", "Tiga"]
        assert [each.title for each in outline.root[2].children] == ["Dua bab 1", "Dua bab 2", "Dua bab 3"]
        places = {page.obj.objgen: place for place, page in enumerate(made.pages)}
        assert [_page(each, places) for each in outline.root[2].children] == [3, 4, 5]


def test_links_lead_within_their_own_part_and_from_the_contents_to_a_part(parts):
    with opened(bind(front(1), "Daftar Isi", parts)) as made:
        named = {str(name): target for name, target in pikepdf.NameTree(made.Root.Names.Dests).items()}
        places = {page.obj.objgen: place for place, page in enumerate(made.pages)}
        leads = [
            [places[named[str(link.Dest)][0].objgen] for link in page.obj.get("/Annots", ())]
            for page in made.pages
        ]
    assert leads == [[1, 3, 6], [2], [], [5], [], [], [6]]


def test_one_tree_of_tags_and_every_page_belongs_to_it(parts):
    with opened(bind(front(1), "Daftar Isi", parts)) as made:
        root = made.Root.StructTreeRoot
        assert made.Root.MarkInfo.Marked
        assert str(made.Root.Lang) == "id"
        numbers = list(pikepdf.NumberTree(root.ParentTree))
        assert numbers == sorted(set(numbers))
        owned = {int(page.obj.StructParents) for page in made.pages}
        assert len(owned) == len(made.pages)
        assert owned <= set(numbers)


def test_every_page_draws_the_code_of_the_whole_once(parts, make_plan):
    joined = make_plan(plan_document(units=1, lines=2))
    stamped = stamp(parts[0][1], "https://lama.example/", "o" * 22)
    bound = bind(front(1), "Daftar Isi", [*parts, ("Rencana", joined), ("Lama", stamped)])
    coded = stamp(bound, "https://contoh.example/x", "r" * 22)
    assert coded.startswith(bound)  # filled from behind the end
    with opened(coded) as made:
        codes = set()
        for page in made.pages:
            drawn = b"".join(each.read_bytes() for each in page.Contents.as_list())
            assert drawn.count(b"/RenaksiVerification Do") == 1
            codes.add(page.resources.XObject["/RenaksiVerification"].read_bytes())
        assert len(codes) == 1
        assert codes.pop()


def test_a_part_that_is_no_pdf_is_refused(parts):
    with pytest.raises(pikepdf.PdfError):
        bind(front(1), "Daftar Isi", [*parts, ("Rusak", b"bukan pdf")])


def test_counting_pages(parts):
    assert [page_count(pdf) for _name, pdf in parts] == [2, 3, 1]
    assert page_count(io.BytesIO(parts[0][1]).getvalue()) == 2


def _page(item, places):
    target = item.destination
    assert isinstance(target, pikepdf.Array)
    return places[target[0].objgen]
