"""The page "Siapa boleh apa" is the policy table, made readable."""

import re

from app.access import PERMISSION_LABELS, POLICY, Reach, Role
from app.organisations.policy_page import GROUP_LABELS, lines
from tests.factories.organisations import government, login, user_with
from tests.style_guide import assert_page

ROLES = tuple(role for role in Role if role is not Role.PUBLIC)


def test_everybody_who_is_signed_in_may_read_it(client, db_session):
    assert client.get("/siapa-boleh-apa").status_code == 302
    login(client, user_with(Role.LEADER, government()))
    page = client.get("/siapa-boleh-apa")
    assert_page(page)
    assert len(re.findall(r'<tr><th scope="row">', page.text)) == len(POLICY)
    assert "Peran Anda" in page.text


def test_every_cell_is_that_of_the_table(app):
    shown = {str(line.text): line.reaches for _title, found in lines(ROLES) for line in found}
    assert len(shown) == len(POLICY)
    for permission, grants in POLICY.items():
        reaches = shown[str(PERMISSION_LABELS[permission])]
        assert [reach is not None for reach in reaches] == [role in grants for role in ROLES]


def test_every_group_has_a_name(app):
    titles = [str(title) for title, _found in lines(ROLES)]
    assert set(titles) <= {str(label) for label in GROUP_LABELS.values()}
    assert len(titles) == len(set(titles))


def test_every_reach_has_words(app):
    from app.access import REACH_LABELS

    assert set(REACH_LABELS) == set(Reach)


def test_what_applications_hold_is_shown_beside_who_connects_them(client, db_session):
    login(client, user_with(Role.LEADER, government()))
    page = client.get("/siapa-boleh-apa").text
    table = page[page.index("Aplikasi kanal pengaduan") :].partition("</table>")[0]
    assert re.findall(r'<th scope="col">([^<]+)', table) == [
        "Hak",
        "Koordinator (Bagian Organisasi)",
        "Aplikasi kanal",
    ]
    assert page.count(">Aplikasi kanal<") == 1
