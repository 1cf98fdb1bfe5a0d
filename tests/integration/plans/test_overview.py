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


def test_the_leader_reads_beside_the_box_that_a_reason_is_needed(app, desk, sign_in):
    plans.awaiting(desk)
    data = {"reason": " ", "idempotency_key": "k" * 22}
    answer = sign_in(desk.leader).post(f"/rencana-aksi/{desk.plan.id}/kembalikan", data=data)
    page = assert_page(answer, app, status=422)
    (box,) = page.iter("textarea")
    assert box.get("aria-describedby") == "reason-hint reason-error"
    (opened,) = [each for each in page.iter("details") if each.get("open") is not None]
    assert "Tulis alasannya." in words(opened)


def test_the_steps_do_not_say_approved_before_it_is(app, desk, sign_in):
    plans.awaiting(desk)
    page = assert_page(sign_in(desk.coordinator).get("/rencana-aksi"), app)
    (steps,) = [each for each in page.iter("ol") if each.get("class") == "r-steps"]
    assert "Menunggu persetujuan pimpinan" in words(steps)
    assert "Disetujui pimpinan" not in words(steps)
