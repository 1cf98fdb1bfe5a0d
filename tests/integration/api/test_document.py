"""The OpenAPI document is whole, and the application keeps what it promises: asked with what nobody thought of."""

import json
from contextvars import Context

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck
from jsonschema_rs import validator_for
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
)

from tests.factories.channels import COMPLAINT, bearer, push


@pytest.fixture
def document(client, db_session):
    return client.get("/api/v1/openapi.json").get_json()


def test_it_is_openapi_and_says_who_may_ask(document):
    assert document["openapi"] == "3.1.0"
    assert document["security"] == [{"key": []}]
    assert set(document["paths"]) == {
        "/api/v1/complaints",
        "/api/v1/complaints/{tracking_id}",
        "/api/v1/figures",
    }
    assert "complaintChanged" in document["webhooks"]


def test_every_reference_leads_somewhere(document):
    def references(value):
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield value["$ref"]
            for each in value.values():
                yield from references(each)
        elif isinstance(value, list):
            for each in value:
                yield from references(each)

    found = set(references(document))
    assert len(found) > 5
    for reference in found:
        place = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]
        assert place


def test_every_operation_is_described_with_examples_and_its_refusals(document):
    for address, methods in document["paths"].items():
        for method, operation in methods.items():
            if method == "parameters":
                continue
            assert len(operation["description"]) > 100, address
            assert operation["summary"]
            assert {"401", "403", "429"} <= set(operation["responses"])
            success = operation["responses"]["200"]["content"]["application/json"]
            assert success["example"]
            assert success["schema"]


def test_every_example_is_what_its_schema_says(document):
    def check(schema, example):
        validator_for({**schema, "components": document["components"]}).validate(example)

    checked = 0
    for methods in [*document["paths"].values(), *document["webhooks"].values()]:
        for method, operation in methods.items():
            if method == "parameters":
                continue
            bodies = [*operation["responses"].values()]
            if "requestBody" in operation:
                bodies.append(operation["requestBody"])
            for body in bodies:
                for media in body.get("content", {}).values():
                    if "example" in media:
                        check(media["schema"], media["example"])
                        checked += 1
    check(
        {"$ref": "#/components/schemas/Complaint"},
        document["paths"]["/api/v1/complaints"]["post"]["requestBody"]["content"]["application/json"][
            "examples"
        ]["one"]["value"],
    )
    assert checked >= 5


def test_it_speaks_the_language_that_is_asked_for(client, document):
    english = client.get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).get_json()
    assert english["paths"]["/api/v1/complaints"]["post"]["summary"] == "Push complaints"
    assert document["paths"]["/api/v1/complaints"]["post"]["summary"] == "Kirim pengaduan"


def test_the_command_prints_the_same(client, app, document):
    printed = app.test_cli_runner().invoke(args=["openapi", "print"])
    assert json.loads(printed.stdout)["paths"].keys() == document["paths"].keys()


EXAMPLES = 40
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    ignored_auth,
)


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as told", "otherwise"]
)
def test_the_application_keeps_the_promises_of_its_document(client, app, key, monkeypatch, mode):
    monkeypatch.setitem(app.config, "API_REQUESTS_PER_KEY", "1000000 per minute")
    monkeypatch.setitem(app.config, "API_REQUESTS_PER_ADDRESS", "1000000 per minute")
    monkeypatch.setitem(app.config, "FAILED_KEYS_PER_ADDRESS", "1000000 per minute")
    push(client, key.text, COMPLAINT)
    schema = Context().run(schemathesis.openapi.from_wsgi, "/api/v1/openapi.json", app)
    shown = bearer(key.text, **{"Accept-Encoding": "identity"})  # its client does not unpack
    seen: dict[str, set[int]] = {}
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        @hypothesis.settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def ask(case):
            # In a context of its own, as a server would: else it would share the test's session and scope.
            response = Context().run(case.call, headers=shown)
            seen.setdefault(case.operation.label, set()).add(response.status_code)
            Context().run(case.validate_response, response, checks=CHECKS, headers=shown)

        ask()
    assert len(seen) == 3
    assert {200, 422} <= set().union(*seen.values()), seen
