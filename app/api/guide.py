"""`/api/v1/`: the interface explained to people, made from the same document that machines read."""

import json
import re
from typing import Any, cast

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from app.access import public_page
from app.api.rules import RETRY_AFTER
from app.api.v1 import examples
from app.api.v1.document import Document, plain
from app.extensions import GUIDE
from app.web.problems import PROBLEMS

bp = Blueprint("api_guide", __name__, template_folder="templates")


@bp.get(GUIDE)
@public_page("whoever writes a channel's application must be able to read how, before there is a key")
def guide() -> ResponseReturnValue:
    """How to push complaints, ask for figures and hear of changes."""
    document = plain(cast(Document, current_app.extensions["renaksi_api_document"]))
    return render_template(
        "api/guide.html",
        document=document,
        operations=_operations(document),
        complaint=document["components"]["schemas"]["Complaint"],
        examples=examples,
        pretty=_pretty,
        paragraphs=_paragraphs,
        problems=PROBLEMS,
        retries=RETRY_AFTER,
        base=document["servers"][0]["url"],
    )


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Every operation with its method and address, in the order of the document."""
    return [
        {"method": method.upper(), "address": address, **operation}
        for address, methods in document["paths"].items()
        for method, operation in methods.items()
        if isinstance(operation, dict) and "operationId" in operation
    ]


def _paragraphs(text: str) -> list[Markup]:
    """The paragraphs of a description; what stands between backticks is set as code."""
    return [
        Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(paragraph))))  # noqa: S704  # escaped here
        for paragraph in text.split("\n\n")
    ]


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
