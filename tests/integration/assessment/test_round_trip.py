"""Random edits made by libraries and in LibreOffice: what is stored in the end is exactly what was typed.

`--edits 10000` types ten thousand cells; without it two hundred and fifty, so that the suite stays quick.
"""

from collections.abc import Callable
from random import Random

import pytest

from app.assessment.queries import load_sheet
from app.db import db
from app.files import FileKind
from app.instrument.loader import read_version
from tests.factories import assessment as rounds
from tests.factories import instrument as questions
from tests.factories import libreoffice
from tests.factories.filled_workbooks import ANSWERS, cells_of, typed_over
from tests.factories.libreoffice import Sitting, sit_down
from tests.factories.random_edits import edits_of
from tests.integration.assessment.test_workbook import accept, bring, handed_out

UNITS = 5
IN_ONE_FILE = 48
XLSX, ODS = FileKind.XLSX, FileKind.ODS
needs_libreoffice = pytest.mark.skipif(
    libreoffice.PROGRAM is None, reason="LibreOffice is not on this machine"
)


def by_library(works):
    """What comes back, file by file."""
    return [typed_over(content, kind, typed) for content, kind, typed in works]


def by_libreoffice(saved_as) -> Callable:
    """The same by people with LibreOffice, who save as they like."""

    def sitting(works):
        sittings = []
        for content, kind, typed in works:
            places = cells_of(content)
            cells = {places[name]: value for name, value in typed.items()}
            sittings.append(Sitting(content, kind, ANSWERS, cells, saved_as))
        return sit_down(sittings)

    return sitting


WAYS = [
    pytest.param(by_library, XLSX, XLSX, id="library-xlsx"),
    pytest.param(by_library, ODS, ODS, id="library-ods"),
    pytest.param(by_libreoffice(XLSX), XLSX, XLSX, id="libreoffice-xlsx", marks=needs_libreoffice),
    pytest.param(by_libreoffice(ODS), ODS, ODS, id="libreoffice-ods", marks=needs_libreoffice),
    pytest.param(by_libreoffice(ODS), XLSX, ODS, id="libreoffice-xlsx-saved-as-ods", marks=needs_libreoffice),
]


def stored_of(assessment):
    db.session.expire_all()
    found = {}
    for line in load_sheet(assessment).lines:
        answer = line.answer
        found[line.spec.code, "answer"] = None if answer is None else answer.value
        found[line.spec.code, "reason"] = "" if answer is None else answer.self_reason
    return found


@pytest.mark.timeout(7200)
@pytest.mark.parametrize(("hands", "kind", "back"), WAYS)
def test_random_edits_are_stored_as_they_were_typed(
    db_session, register, sign_in, pytestconfig, record_property, hands, kind, back
):
    wanted = pytestconfig.getoption("--edits") // len(WAYS)
    place = rounds.place(UNITS, questions.published(read_version("2021")))
    random = Random(f"{kind}-{back}-{wanted}")
    made = files = 0
    wrong = []
    while made < wanted:
        tasks = []
        for number in range(min(UNITS, -(-(wanted - made) // IN_ONE_FILE))):
            assessment = place.assessment(number)
            specs = {
                line.spec.code: line.spec
                for line in load_sheet(assessment).lines
                if not line.spec.is_measured
            }
            count = min(IN_ONE_FILE, wanted - made)
            edits = list(edits_of(random, specs, count, by_library=hands is by_library))
            made += len(edits)
            content = handed_out(sign_in(place.admins[number]), assessment, kind)
            tasks.append((number, assessment, edits, content))
        works = [
            (content, kind, {(e.code, e.part): e.typed for e in edits}) for _n, _a, edits, content in tasks
        ]
        for (number, assessment, edits, _content), returned in zip(tasks, hands(works), strict=True):
            expected = stored_of(assessment) | {(edit.code, edit.part): edit.stored for edit in edits}
            browser = sign_in(place.admins[number])
            files += 1
            key = f"{files:022d}"
            preview = bring(browser, assessment, returned, f"asesmen.{back.value}", key=key)
            assert accept(browser, preview, key=key).status_code == 302
            now = stored_of(assessment)
            wrong += [(cell, expected[cell], now[cell]) for cell in expected if expected[cell] != now[cell]]
    record_property("edits", made)
    print(f"{made} edits, {files} files, {len(wrong)} mismatches")  # noqa: T201
    assert not wrong
    assert made == wanted
