"""The plan at a glance: every link serves whoever sees it, and the steps say where the plan stands."""

import pytest

from tests.factories import plans
from tests.style_guide import assert_page, words

DOCUMENTS = "dokumen rencana aksi"


@pytest.mark.parametrize(
    ("who", "link"),
    [
        ("coordinator", "Buat atau unduh dokumen rencana aksi"),
        ("leader", "Buat atau unduh dokumen rencana aksi"),
        ("admin", None),
    ],
)
def test_the_way_to_the_document_is_shown_to_whom_it_serves(app, desk, sign_in, who, link):
    page = words(assert_page(sign_in(getattr(desk, who)).get("/rencana-aksi"), app))
    assert (DOCUMENTS in page) is (link is not None)
    assert link is None or link in page


def test_the_steps_do_not_say_approved_before_it_is(app, desk, sign_in):
    plans.awaiting(desk)
    page = assert_page(sign_in(desk.coordinator).get("/rencana-aksi"), app)
    (steps,) = [each for each in page.iter("ol") if each.get("class") == "r-steps"]
    assert "Menunggu persetujuan pimpinan" in words(steps)
    assert "Disetujui pimpinan" not in words(steps)
