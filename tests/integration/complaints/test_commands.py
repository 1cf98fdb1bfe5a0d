import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.complaints.models import CalendarDay, Complaint
from app.complaints.queries.plans import marked_months
from tests.factories.complaints import FINISHED, line, write_file
from tests.factories.organisations import government, unit

SAMPLES = Path(__file__).parents[2] / "samples" / "complaints"


@pytest.fixture
def sinjai(db_session):
    made = government(name="Kabupaten Sinjai", code="73.07")
    unit(made, name="Dinas Sosial")
    db_session.commit()
    return made


@pytest.fixture
def run(app):
    def runner(*arguments: str):
        return app.test_cli_runner().invoke(args=["complaints", *arguments])

    return runner


def test_import_and_its_json(run, db_session, sinjai, tmp_path):
    path = write_file(
        tmp_path / "a.csv", line(1, unit="Dinas Sosial", **FINISHED), line(2, received="Kemarin, 02:19")
    )
    command = ("import", str(path), "--government", "73.07", "--json")
    dry = run(*command, "--dry-run")
    assert db_session.scalar(select(func.count()).select_from(Complaint)) == 0
    answer = run(*command)
    assert answer.exit_code == 0
    told = json.loads(answer.stdout)
    assert told == json.loads(dry.stdout)
    assert set(told) == {"new", "changed", "unchanged", "rejected", "errors"}
    assert (told["new"], told["changed"], told["unchanged"], told["rejected"]) == (1, 0, 0, 1)
    (error,) = told["errors"]
    assert (error["row"], error["column"], error["value"]) == (3, "Tanggal Masuk", "Kemarin, 02:19")
    assert "relatif" in error["reason"]
    assert json.loads(run(*command).stdout)["unchanged"] == 1


def test_unknown_units_are_said_apart_from_the_result(run, sinjai, tmp_path):
    path = write_file(tmp_path / "a.csv", line(1, unit="Dinas Entah"))
    answer = run("import", str(path), "--government", "73.07", "--json")
    assert "Dinas Entah" in answer.stderr
    assert "Dinas Entah" not in answer.stdout


@pytest.mark.parametrize("as_json", [True, False])
def test_a_file_that_cannot_be_read_ends_with_1(run, sinjai, tmp_path, as_json):
    path = tmp_path / "a.csv"
    path.write_bytes(b"%PDF-1.7")
    answer = run("import", str(path), "--government", "73.07", *(["--json"] if as_json else []))
    assert answer.exit_code == 1
    assert "bukan tabel" in answer.stdout


def test_an_unknown_government_or_format(run, sinjai):
    sample = str(SAMPLES / "lapor_oddities.csv")
    assert run("import", sample, "--government", "99.99").exit_code == 2
    assert run("import", sample, "--government", "73.07", "--format", "lapor_v9").exit_code == 2


def test_stats_json(run, sinjai, tmp_path):
    path = write_file(tmp_path / "a.csv", line(1, unit="Dinas Sosial", **FINISHED))
    run("import", str(path), "--government", "73.07", "--cut-off", "2021-10-31")
    told = json.loads(run("stats", "--government", "73.07", "--json").stdout)
    assert (told["government"], told["source"], told["incoming"]) == ("73.07", "SP4N-LAPOR!", 1)
    assert told["cut_off"] == "2021-10-31T15:59:59+00:00"
    assert told["stages"]["resolve"] == {
        "measured": 1, "in_time": 1, "late": 0, "open_late": 0, "median_days": 4.0, "mean_days": 4.0, "p90_days": 4.0,
    }  # fmt: skip
    assert told["by_unit"][0]["unit"] == "Dinas Sosial"
    nothing = json.loads(run("stats", "--government", "73.07", "--from", "2022-01-01", "--json").stdout)
    assert (nothing["incoming"], nothing["followed_up_share"]) == (0, None)
    assert "1 masuk" in run("stats", "--government", "73.07").stdout


def test_the_calendar_is_loaded_once(run, db_session, sinjai):
    assert run("load-calendar").stdout == "263 days added\n"
    assert run("load-calendar").stdout == "0 days added\n"
    assert db_session.scalar(select(func.count()).select_from(CalendarDay)) == 263


def test_rejudge(run, sinjai, tmp_path):
    run("import", str(write_file(tmp_path / "a.csv", line(1), line(2))), "--government", "73.07")
    assert run("rejudge", "--government", "73.07").stdout == "2 complaints judged anew\n"


def test_an_import_counts_its_months_and_recount_counts_all_of_them(run, db_session, sinjai, tmp_path):
    path = write_file(tmp_path / "a.csv", line(1), line(2, received="01/09/2021"))
    run("import", str(path), "--government", sinjai.code)
    assert not marked_months(sinjai.id)
    assert run("recount", "--stale").output == "0 months counted\n"
    assert run("recount").output == "2 months counted\n"
    assert run("recount", "--government", sinjai.code).output == "2 months counted\n"
    assert run("recount", "--government", "00.00").exit_code == 2


def test_an_import_is_taken_back(run, db_session, sinjai, tmp_path):
    path = write_file(tmp_path / "a.csv", line(1), line(2))
    run("import", str(path), "--government", "73.07")
    (listed,) = json.loads(run("imports", "--government", "73.07", "--json").stdout)
    assert (listed["state"], listed["new"], listed["filename"]) == ("done", 2, "a.csv")
    assert listed["id"] in run("imports", "--government", "73.07").stdout
    later = write_file(tmp_path / "b.csv", line(1, title="Lain"))
    run("import", str(later), "--government", "73.07")
    command = ("import", "--undo", listed["id"], "--government", "73.07", "--json")
    told = {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "rejected": 1,
        "errors": [
            {
                "row": None,
                "column": None,
                "value": "1",
                "reason": "Diubah lagi oleh impor yang lebih baru",
            }
        ],
    }
    dry = run(*command, "--dry-run")
    assert json.loads(dry.stdout) == told
    assert db_session.scalar(select(func.count()).select_from(Complaint)) == 2
    assert json.loads(run(*command).stdout) == told
    assert db_session.scalar(select(func.count()).select_from(Complaint)) == 1


@pytest.mark.parametrize("arguments", [(), ("FILE", "--undo", "x")])
def test_either_a_file_or_an_import_is_named(run, sinjai, tmp_path, arguments):
    path = write_file(tmp_path / "a.csv", line(1))
    given = [str(path) if word == "FILE" else word for word in arguments]
    assert run("import", *given, "--government", "73.07").exit_code == 2


def test_what_cannot_be_taken_back_says_so(run, db_session, sinjai, tmp_path):
    run("import", str(write_file(tmp_path / "a.csv", line(1))), "--government", "73.07")
    (listed,) = json.loads(run("imports", "--government", "73.07", "--json").stdout)
    command = ("import", "--undo", listed["id"], "--government", "73.07")
    assert run(*command).exit_code == 0
    again = run(*command)
    assert (again.exit_code, "tidak dapat ditarik kembali" in again.stdout) == (1, True)
    assert run("import", "--undo", "tidak-ada", "--government", "73.07").exit_code == 2
