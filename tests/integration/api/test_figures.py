"""The interface gives the figures of the pages and of the command, no others."""

import json

import pytest

from tests.factories.channels import COMPLAINT, bearer, push
from tests.factories.complaints import FINISHED, IN_PROCESS, imported, line
from tests.factories.organisations import unit


@pytest.fixture
def register(sinjai, tmp_path):
    unit(sinjai, name="Dinas Sosial", short_name="Dinsos")
    imported(
        sinjai,
        tmp_path,
        line(1, unit="Dinas Sosial", **FINISHED),
        line(
            2, unit="Dinas Sosial", received="05/11/2021 09:00", verified="08/11/2021", status="Terdisposisi"
        ),
        line(3, **IN_PROCESS),
    )


def ask(client, key, query="", **headers):
    return client.get(f"/api/v1/figures{query}", headers=bearer(key.text, **headers))


def test_they_are_those_of_the_command(client, app, key, register):
    result = app.test_cli_runner().invoke(args=["complaints", "stats", "--government", "73.07", "--json"])
    assert ask(client, key).get_json() == json.loads(result.stdout)
    told = ask(client, key).get_json()
    assert told["source"] == "SP4N-LAPOR!"
    assert told["cut_off"]
    assert told["incoming"] == 3


def test_every_figure_is_documented_and_nothing_that_is_not_there(client, key, register):
    document = client.get("/api/v1/openapi.json").get_json()["components"]["schemas"]
    told = ask(client, key).get_json()
    assert told.keys() == document["Figures"]["properties"].keys()
    assert told["by_unit"][0].keys() == document["UnitFigures"]["properties"].keys()
    assert told["stages"]["verify"].keys() == document["StageFigures"]["properties"].keys()


def test_a_period_and_a_unit_narrow_them(client, key, register):
    assert ask(client, key, "?from=2021-11-01").get_json()["incoming"] == 1
    assert ask(client, key, "?to=2021-10-31").get_json()["incoming"] == 2
    assert ask(client, key, "?from=2021-10-05&to=2021-10-05&unit=dinsos").get_json()["incoming"] == 1
    assert ask(client, key, "?unit=DINAS%20SOSIAL").get_json()["incoming"] == 2


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?from=kemarin", "from"),
        ("?from=2021-02-31", "from"),
        ("?from=2021-12-31&to=2021-01-01", "to"),
        ("?unit=Entah", "unit"),
    ],
)
def test_what_is_not_understood_is_not_guessed(client, key, register, query, field):
    answer = ask(client, key, query)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    (error,) = answer.get_json()["errors"]
    assert error["field"] == field
    assert len(error["reason"].split()) < 9


def test_pushed_complaints_count(client, key):
    push(client, key.text, COMPLAINT)
    told = ask(client, key).get_json()
    assert (told["incoming"], told["source"]) == (1, "Baruga")


def test_unchanged_figures_are_not_sent_twice(client, key, register):
    tag = ask(client, key).headers["ETag"]
    assert ask(client, key, **{"If-None-Match": tag}).status_code == 304
    compressed = ask(client, key, **{"Accept-Encoding": "gzip"}).headers
    assert compressed["Content-Encoding"] == "gzip"
    again = ask(client, key, **{"Accept-Encoding": "gzip", "If-None-Match": compressed["ETag"]})
    assert again.status_code == 304
    push(client, key.text, COMPLAINT)
    assert ask(client, key, **{"If-None-Match": tag}).status_code == 200
