"""Pages to read the question sets. They are published by command, never edited here."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, requires
from app.instrument.answer_types import answer_type
from app.instrument.comparing import Change, compare
from app.instrument.labels import (
    ANSWER_LABELS,
    CHANGE_LABELS,
    MEASURE_LABELS,
    SCOPE_LABELS,
    STATE_LABELS,
)
from app.instrument.queries import load_questionnaire, readable_version, versions
from app.instrument.questionnaire import CategorySpec, IndicatorSpec, Questionnaire, Scope

bp = Blueprint("instrument", __name__, url_prefix="/instrumen", template_folder="templates")


@dataclass(frozen=True)
class Selection:
    """What the address asks for: words to search everywhere, else one category; and who answers."""

    words: str
    scope: Scope | None
    category: CategorySpec

    @property
    def is_search(self) -> bool:
        return bool(self.words)

    def indicators(self, questionnaire: Questionnaire) -> list[IndicatorSpec]:
        """The indicators to show, in the order of the instrument."""
        found = questionnaire.search(self.words) if self.words else self.category.indicators
        return [each for each in found if self.scope is None or each.scope is self.scope]


@bp.get("")
@requires(Permission.INSTRUMENT_READ)
def list_versions() -> ResponseReturnValue:
    """The versions one may read."""
    return render_template(
        "instrument/versions.html", versions=versions(current_actor()), state_labels=STATE_LABELS
    )


@bp.get("/<code>")
@requires(Permission.INSTRUMENT_READ)
def show_version(code: str) -> ResponseReturnValue:
    """One version: a category at a time, or what mentions the words searched for."""
    version = readable_version(current_actor(), code) or abort(404)
    questionnaire = load_questionnaire(version.id)
    selection = _selection(questionnaire)
    return render_template(
        "instrument/version.html",
        version=version,
        questionnaire=questionnaire,
        selection=selection,
        indicators=selection.indicators(questionnaire),
        answer_labels=ANSWER_LABELS,
        answer_type=answer_type,
        measure_labels=MEASURE_LABELS,
        scope_labels=SCOPE_LABELS,
        state_labels=STATE_LABELS,
    )


@bp.get("/<code>/perubahan")
@requires(Permission.INSTRUMENT_READ)
def show_changes(code: str) -> ResponseReturnValue:
    """What a version changed, compared with `?dari=` or with the version before it."""
    actor = current_actor()
    version = readable_version(actor, code) or abort(404)
    others = [other for other in versions(actor) if other.code != code]
    wanted = request.args.get("dari", "")
    earlier = [other for other in others if other.code < code]
    base = next((other for other in others if other.code == wanted), None)
    if wanted and base is None:
        abort(404)
    base = base or (earlier[0] if earlier else None)
    return render_template(
        "instrument/changes.html",
        version=version,
        base=base,
        others=others,
        comparison=compare(load_questionnaire(base.id), load_questionnaire(version.id)) if base else None,
        changes=tuple(Change),
        change_labels=CHANGE_LABELS,
    )


def _selection(questionnaire: Questionnaire) -> Selection:
    wanted = request.args.get("kategori", "")
    scope = request.args.get("penjawab", "")
    by_code = {category.code: category for category in questionnaire.categories}
    return Selection(
        words=request.args.get("cari", "").strip(),
        scope=Scope(scope) if scope in tuple(Scope) else None,
        category=by_code.get(wanted, questionnaire.categories[0]),
    )
