"""`flask api`: which keys there are, and an end to one of them, never the keys themselves."""

import json

from tests.factories import channels as make
from tests.factories.channels import COMPLAINT, push
from tests.factories.organisations import government


def run(app, *arguments: str):
    return app.test_cli_runner().invoke(args=["api", *arguments])


def test_keys_are_listed_and_revoked(app, client, db_session):
    sinjai = government(code="73.07")
    used, unused = (make.key(channel) for channel in (make.channel(sinjai), make.channel(sinjai, "Kanal B")))
    make.key(make.channel(government(), "Kanal Lain"))
    assert push(client, used.text, COMPLAINT).status_code == 201
    listed = run(app, "keys", "--government", "73.07", "--json")
    rows = json.loads(listed.stdout)
    assert [(row["channel"], row["prefix"], row["state"]) for row in rows] == [
        ("Baruga", used.key.prefix, "active"),
        ("Kanal B", unused.key.prefix, "active"),
    ]
    assert rows[0]["last_used_at"]
    assert rows[1]["last_used_at"] is None
    assert used.text not in listed.stdout
    assert "never used" in run(app, "keys", "--government", "73.07").stdout

    assert run(app, "revoke", used.key.prefix, "--government", "73.07").exit_code == 0
    assert push(client, used.text, COMPLAINT).status_code == 401
    assert push(client, unused.text, COMPLAINT).status_code == 201


def test_what_is_not_there_is_said(app, db_session):
    government(code="73.07")
    db_session.commit()
    assert run(app, "keys", "--government", "99.99").exit_code == 2
    assert run(app, "revoke", "renaksi_xxxxxx", "--government", "73.07").exit_code == 2
