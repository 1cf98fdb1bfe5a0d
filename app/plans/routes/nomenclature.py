"""`/rencana-aksi/nomenklatur`: budget codes by code or words, and the choice of one beside a form."""

from typing import Any

from flask import render_template, request
from sqlalchemy import select

from app.access import Permission, requires
from app.plans.forms import ProposalForm
from app.plans.models import NomenclatureItem
from app.plans.nomenclature_labels import LEVEL_LABELS
from app.plans.queries.nomenclature import (
    code_note,
    current_nomenclature,
    found_items,
    matching_items,
    with_paths,
)
from app.plans.routes.blueprint import bp
from app.plans.rules.nomenclature import normal_code, search_words
from app.web.pagination import paginate


@bp.get("/rencana-aksi/nomenklatur")
@requires(Permission.PLAN_READ)
def nomenclature() -> str:
    """The list in force, searched by code or words, in pages."""
    words = request.args.get("cari", "").strip()[:100]
    listed = current_nomenclature()
    page = paginate(matching_items(listed, words) if listed else _nothing())
    return render_template(
        "plans/nomenclature.html",
        nomenclature=listed,
        words=words,
        page=page,
        found=with_paths(listed, page.rows) if listed else [],
        LEVEL=LEVEL_LABELS,
    )


@bp.get("/rencana-aksi/nomenklatur/pilihan")
@requires(Permission.PLAN_READ)
def nomenclature_choices() -> str:
    """What fits the words that are being typed beside a form, as radio buttons."""
    words = request.args.get("nomenclature_words", "").strip()[:100]
    return render_template("plans/parts/budget_choices.html", **_choices(words, ""))


def is_searching(form: ProposalForm) -> bool:
    """Whether the form was sent to look a code up: by its button, or by Enter in a box whose words are new."""
    words = _words(form)
    if request.method != "POST":
        return False
    return request.form.get("act") == "search-code" or bool(
        words and words != request.form.get("nomenclature_searched", "") and not form.budget_pick.data
    )


def code_help(form: ProposalForm) -> dict[str, Any]:
    """What the code's part of a form shows: what was found, and a hint where the list does not know the code."""
    return {
        **_choices(_words(form), form.budget_pick.data or ""),
        "code_note": code_note(form.budget_code.data or ""),
    }


def _words(form: ProposalForm) -> str:
    return (form.nomenclature_words.data or "").strip()


def _choices(words: str, picked: str) -> dict[str, Any]:
    return {
        "nomenclature": current_nomenclature(),
        "searched": words if search_words(words) else "",
        "found": found_items(words),
        "picked": normal_code(picked),
        "LEVEL": LEVEL_LABELS,
    }


def _nothing() -> Any:
    return select(NomenclatureItem).where(NomenclatureItem.code == "")
