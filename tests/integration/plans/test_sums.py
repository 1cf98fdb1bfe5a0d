"""The page of sums and schedule."""

from app.db import db
from tests.factories import plans
from tests.style_guide import assert_page, words


def path_of(desk, query=""):
    return f"/rencana-aksi/{desk.plan.id}/rekap{query}"


def rows_of(tree, caption):
    for table in tree.iter("table"):
        if caption in "".join(table.find("caption").itertext()):
            return [["".join(cell.itertext()).strip() for cell in row] for row in table.iter("tr")]
    raise AssertionError(caption)


def test_sums_in_three_ways(app, desk, sign_in):
    plans.line(desk, "A")
    plans.line(
        desk, "B", category_code="monev", fund_source="apbn", budgets={2023: 1_000}, quarters={2023: (4,)}
    )
    plans.line(desk, "C", fund_source="", responsible_unit_id=None, budgets={}, quarters={})
    db.session.commit()
    tree = assert_page(sign_in(desk.leader).get(path_of(desk)), app)
    by_source = rows_of(tree, "Per sumber dana")
    assert [row[0] for row in by_source[1:]] == ["APBD", "APBN", "Belum ditentukan", "Jumlah"]
    assert by_source[-1] == ["Jumlah", "3", "Rp25.000.000", "Rp0", "Rp1.000", "Rp0", "Rp25.001.000"]
    by_unit = rows_of(tree, "Per penanggung jawab")
    assert [(row[0], row[1]) for row in by_unit[1:]] == [
        (desk.place.units[0].name, "2"),
        ("Belum dipilih", "1"),
        ("Jumlah", "3"),
    ]
    assert rows_of(tree, "Banyaknya kegiatan")[1:] == [
        ["2021", "1", "1", "0", "0"],
        ["2022", "0", "0", "0", "0"],
        ["2023", "0", "0", "0", "1"],
        ["2024", "0", "0", "0", "0"],
    ]
    assert "1 kegiatan belum punya triwulan" in words(tree)


def test_the_schedule_of_one_category(app, desk, sign_in):
    plans.line(desk, "Kegiatan SDM")
    plans.line(desk, "Kegiatan monev", category_code="monev")
    db.session.commit()
    page = sign_in(desk.coordinator).get(path_of(desk, "?kategori=monev"))
    text = words(assert_page(page, app))
    assert "Kegiatan monev" in text
    assert "Kegiatan SDM" not in text


def test_without_lines(app, desk, sign_in):
    assert "Belum ada kegiatan" in words(assert_page(sign_in(desk.coordinator).get(path_of(desk)), app))
