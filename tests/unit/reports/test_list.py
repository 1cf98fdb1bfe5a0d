"""The list of documents: the catalogue, what the command says, and what the documentation says."""

import re
from pathlib import Path

from flask_babel import force_locale

from app.reports.catalogue import DOCUMENTS, Document

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "choose-a-document.md"
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([a-z, ]+) \|", re.MULTILINE)


def facts(document: Document) -> tuple[str, tuple[str, ...]]:
    return str(document.title), tuple(kind.value for kind in document.formats)


def test_the_documentation_lists_every_document_with_its_formats(context):
    said = {
        name: (title.strip(), tuple(formats.replace(" ", "").split(",")))
        for name, title, formats in ROW.findall(PAGE.read_text(encoding="utf-8"))
    }
    with force_locale("id"):
        assert said == {name: facts(document) for name, document in DOCUMENTS.items()}


def test_so_does_the_command(paper_app):
    answer = paper_app.test_cli_runner().invoke(args=["report", "--list"])
    assert answer.exit_code == 0, answer.output
    rows = [line.split("\t") for line in answer.output.strip().splitlines()]
    with paper_app.app_context(), force_locale("id"):
        wanted = {name: facts(document) for name, document in DOCUMENTS.items()}
    assert {name: (title, tuple(formats.split(","))) for name, formats, title in rows} == wanted


def test_each_says_what_it_is_for_and_who_may(context):
    for name, document in DOCUMENTS.items():
        assert document.name == name
        assert str(document.summary).endswith("."), name
        assert document.permissions, name
        assert len(document.name) <= 40, name
