"""A document joined from chapters is sound: fonts, structure, links, headings, outline."""

import re
from collections import Counter

import pikepdf

from tests.pdf_text import assert_sound, opened, page_texts


def kids(element):
    below = element.get("/K", [])
    return list(below) if isinstance(below, pikepdf.Array) else [below]


def elements(element):
    """The element and all below it."""
    yield element
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


class TestStructure:
    def test_it_is_sound(self, pdf, tmp_path):
        assert_sound(pdf, tmp_path)

    def test_one_font_for_each_face(self, pdf):
        with opened(pdf) as made:
            fonts = {
                font.objgen: str(font.BaseFont)
                for page in made.pages
                for font in page.Resources.Font.values()
            }
            files = [one for one in made.objects if isinstance(one, pikepdf.Stream) and "/Length1" in one]
        assert fonts
        assert max(Counter(fonts.values()).values()) == 1
        assert len(files) == len(fonts)

    def test_every_text_belongs_to_one_element_of_its_own_page(self, pdf):
        with opened(pdf) as made:
            root = made.Root.StructTreeRoot
            owners = pikepdf.NumberTree(root.ParentTree)
            seen: Counter[tuple[tuple[int, int], int]] = Counter()
            for element in elements(root.K[0]):
                for kid in kids(element):
                    if isinstance(kid, int):
                        seen[element.Pg.objgen, kid] += 1
            numbers = [int(page.StructParents) for page in made.pages]
            assert len(set(numbers)) == len(made.pages)
            assert set(seen.values()) == {1}
            for page in made.pages:
                for mcid, owner in enumerate(owners[int(page.StructParents)]):
                    if owner is not None:
                        assert owner.Pg.objgen == page.obj.objgen
                        assert seen[page.obj.objgen, mcid] == 1
            assert sum(seen.values()) > 1000

    def test_links_know_their_element(self, pdf):
        with opened(pdf) as made:
            by_number = pikepdf.NumberTree(made.Root.StructTreeRoot.ParentTree)
            links = [note for page in made.pages for note in page.get("/Annots", [])]
            assert len(links) > 20
            assert len({int(link.StructParent) for link in links}) == len(links)
            for link in links:
                element = by_number[int(link.StructParent)]
                assert str(element.S) == "/Link"
                assert any(
                    "/Obj" in kid and kid.Obj.objgen == link.objgen
                    for kid in kids(element)
                    if not isinstance(kid, int)
                )

    def test_header_cells_say_what_they_head(self, pdf):
        with opened(pdf) as made:
            heads = [
                element for element in elements(made.Root.StructTreeRoot.K[0]) if str(element.S) == "/TH"
            ]
            scopes = Counter(str(element.A.Scope) for element in heads)
            tables = [
                element for element in elements(made.Root.StructTreeRoot.K[0]) if str(element.S) == "/Table"
            ]
            for table in tables:
                below = {str(element.S) for element in elements(table)}
                assert below <= {"/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/Span", "/Div", "/P"}, (
                    below
                )
        assert scopes["/Column"] > 100
        assert scopes["/Row"] > 20

    def test_headings_keep_their_rank(self, pdf):
        with opened(pdf) as made:
            ranks = Counter(str(element.S) for element in elements(made.Root.StructTreeRoot.K[0]))
        assert ranks["/H1"] >= 9
        assert ranks["/H2"] >= 15

    def test_the_outline_leads_to_the_pages(self, pdf):
        pages = page_texts(pdf)
        with opened(pdf) as made, made.open_outline() as outline:
            numbers = {page.obj.objgen: place for place, page in enumerate(made.pages)}
            titles = [" ".join(str(item.title).split()) for item in outline.root]
            for item in [*outline.root, *(below for each in outline.root for below in each.children)]:
                assert item.obj is not None
                page = pages[numbers[item.obj.Dest[0].objgen]]
                assert " ".join(str(item.title).split()).casefold() in page.casefold()
            matrix = next(item for item in outline.root if str(item.title).startswith("BAB IV"))
            assert any("Matriks" in str(below.title) for below in matrix.children)
        assert [title.split()[0] for title in titles] == [
            "Kata",
            "Daftar",
            "Daftar",
            "Daftar",
            *["BAB"] * 5,
            "Lampiran",
        ]

    def test_the_contents_lead_to_named_places_on_the_pages_they_print(self, pdf):
        pages = page_texts(pdf)
        with opened(pdf) as made:
            places = dict(pikepdf.NameTree(made.Root.Names.Dests).items())
            assert list(places) == sorted(places, key=lambda name: str(name).encode())
            numbers = {page.obj.objgen: place for place, page in enumerate(made.pages, start=1)}
            printed = [page for page in made.pages if page.get("/Annots")]
            said = Counter(
                int(number)
                for page in printed
                for number in re.findall(r"\.{3,} ?(\d+)", pages[numbers[page.obj.objgen] - 1])
            )
            led = Counter(
                {
                    numbers[places[str(link.Dest)][0].objgen]: 0
                    for page in printed
                    for link in page.Annots
                    if "/Dest" in link
                }
            )
            assert set(led) == set(said)
            assert not [link for page in printed for link in page.Annots if "/A" in link]

    def test_numbers_of_pages_are_artifacts(self, pdf):
        with opened(pdf) as made:
            for page in made.pages[1:]:
                last = page.Contents[-1].read_bytes()
                assert last.startswith(b"/Artifact <</Type /Pagination")

    def test_what_draws_the_code_is_one_for_all_pages_of_a_height(self, pdf):
        with opened(pdf) as made:
            drawn = {(float(page.MediaBox[3]), page.Contents[1].objgen) for page in made.pages}
            assert all(b"/RenaksiVerification Do" in page.Contents[1].read_bytes() for page in made.pages)
        assert len(drawn) == 2  # upright and across

    def test_running_heads_are_artifacts(self, pdf):
        with opened(pdf) as made:
            for page in made.pages[1:]:
                assert b"/Artifact" in page.Contents[0].read_bytes()
                assert b"/Pagination" in page.Contents[0].read_bytes()
