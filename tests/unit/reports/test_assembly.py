"""Writing a PDF while it is put together, and filling the place of its code later."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.renderers.chapters.assembly import CODE, EMPTY_DRAWING, TOGETHER, Assembly, with_code
from app.reports.renderers.chapters.copying import Copying
from app.reports.renderers.chapters.trees import write_names
from tests.pdf_text import assert_sound

IDENTITY = b"aB3_-" + b"z" * 17
HEAD = b"/Type /XObject /Subtype /Form /BBox [0 0 2 2]"


def written(objects: int = 3) -> bytes:
    """A page that draws the code, and so many objects that say their place."""
    target = io.BytesIO()
    assembly = Assembly(target)
    counted = [assembly.add(b"(%d)" % place) for place in range(objects)]
    finish(assembly, b"/Counted [%s]" % b" ".join(b"%d 0 R" % number for number in counted))
    return target.getvalue()


def finish(assembly: Assembly, said: bytes) -> None:
    """End the document with a page that draws the code; `said` is more in its catalogue."""
    tree, page, contents = (assembly.reserve() for _ in range(3))
    assembly.put_stream(contents, b"", b"/Code Do")
    assembly.put(
        page,
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 100 100] /Contents %d 0 R "
        b"/Resources << /XObject << /Code %d 0 R >> >> >>" % (tree, contents, CODE),
    )
    assembly.put(tree, b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % page)
    root = assembly.add(b"<< /Type /Catalog /Pages %d 0 R %s >>" % (tree, said))
    assembly.end(root, assembly.add(b"<< /Title (Uji) >>"))


@pytest.mark.parametrize("objects", [0, 1, TOGETHER - 1, TOGETHER, TOGETHER + 1, 70_000])
def test_every_object_is_found_at_its_place(objects, tmp_path):
    made = written(objects)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert [str(one) for one in pdf.Root.Counted] == [str(place) for place in range(objects)]
        assert str(pdf.docinfo.Title) == "Uji"
        assert len(pdf.pages) == 1
    assert_sound(made, tmp_path)


def test_the_same_objects_give_the_same_bytes_and_others_another_identity():
    assert written(5) == written(5)
    with pikepdf.open(io.BytesIO(written(5))) as one, pikepdf.open(io.BytesIO(written(6))) as other:
        assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])


class TestCode:
    def test_it_comes_behind_the_end(self, tmp_path):
        made = written(TOGETHER)
        coded = with_code(made, HEAD, b"0 0 1 1 re f", IDENTITY)
        assert coded is not None
        assert coded.startswith(made)
        assert len(coded) - len(made) < 600
        assert_sound(coded, tmp_path)
        with pikepdf.open(io.BytesIO(coded)) as pdf:
            drawing = pdf.pages[0].Resources.XObject.Code
            assert drawing.read_bytes() == b"0 0 1 1 re f"
            assert [int(value) for value in drawing.BBox] == [0, 0, 2, 2]
            assert bytes(pdf.trailer.ID[0]) == IDENTITY
            assert len(pdf.Root.Counted) == TOGETHER

    def test_it_may_be_given_again(self, tmp_path):
        once = with_code(written(), HEAD, b"0 0 1 1 re f", IDENTITY)
        assert once is not None
        twice = with_code(once, HEAD, b"1 1 1 1 re f", IDENTITY[::-1])
        assert twice is not None
        assert_sound(twice, tmp_path)
        with pikepdf.open(io.BytesIO(twice)) as pdf:
            assert pdf.pages[0].Resources.XObject.Code.read_bytes() == b"1 1 1 1 re f"
            assert bytes(pdf.trailer.ID[0]) == IDENTITY[::-1]

    @pytest.mark.parametrize("spoilt", ["empty", "cut", "foreign", "no place"])
    def test_other_files_are_left_alone(self, spoilt):
        made = written()
        other = io.BytesIO()
        pikepdf.new().save(other)
        files = {
            "empty": b"",
            "cut": made[:-40],
            "foreign": other.getvalue(),
            "no place": made.replace(b"1 0 obj\n<< " + EMPTY_DRAWING, b"9 0 obj\n<< " + EMPTY_DRAWING, 1),
        }
        assert with_code(files[spoilt], HEAD, b"", IDENTITY) is None


class TestCopying:
    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=30), st.text(alphabet="()<>\\0123 R\n", max_size=30), st.binary(max_size=12))
    def test_texts_that_look_like_references_stay(self, text, nasty, raw):
        with pikepdf.new() as source:
            other = source.make_indirect(pikepdf.Dictionary(Said=pikepdf.String(text)))
            value = pikepdf.Array(
                [pikepdf.String(nasty), pikepdf.String(raw), other, pikepdf.String("7 0 R")]
            )
            top = source.make_indirect(value)
            target = io.BytesIO()
            assembly = Assembly(target)
            copying = Copying(assembly, source)
            (number,) = copying.copy([top])
            finish(assembly, b"/Copied %d 0 R" % number)
        with pikepdf.open(io.BytesIO(target.getvalue())) as made:
            copied = made.Root.Copied
            assert str(copied[0]) == nasty
            assert bytes(copied[1]) == raw
            assert str(copied[2].Said) == text
            assert str(copied[3]) == "7 0 R"

    def test_what_stands_for_another_is_not_copied(self):
        with pikepdf.new() as source:
            known = source.make_indirect(pikepdf.Dictionary(Known=True))
            top = source.make_indirect(pikepdf.Array([known, known]))
            target = io.BytesIO()
            assembly = Assembly(target)
            own = assembly.add(b"(milik dokumen)")
            copying = Copying(assembly, source)
            copying.stands_for(known, own)
            (number,) = copying.copy([top])
            finish(assembly, b"/Copied %d 0 R" % number)
        with pikepdf.open(io.BytesIO(target.getvalue())) as made:
            assert [str(one) for one in made.Root.Copied] == ["milik dokumen"] * 2


@pytest.mark.parametrize("count", [1, 200, 201, 1000])
def test_names_are_found_in_their_tree(count):
    target = io.BytesIO()
    assembly = Assembly(target)
    names = {f"tempat-{place}": b"(%d)" % place for place in range(count)}
    tree = write_names(assembly, names)
    finish(assembly, b"/Names << /Dests %d 0 R >>" % tree)
    with pikepdf.open(io.BytesIO(target.getvalue())) as made:
        found = pikepdf.NameTree(made.Root.Names.Dests)
        assert len(found) == count
        assert all(str(found[f"tempat-{place}"]) == str(place) for place in range(count))
