"""Compiling: the difference page, and taking over what was ticked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, current_actor, requires
from app.instrument.questionnaire import IndicatorSpec, Questionnaire
from app.plans.actions import accept_compilation
from app.plans.compile import (
    Added,
    Compilation,
    CompileInput,
    Difference,
    LineFields,
    compile_plan,
    difference,
)
from app.plans.document_data import UnitRef
from app.plans.forms import AcceptForm
from app.plans.queries import compile_input, unit_refs
from app.plans.queries.compiling import questionnaire_of
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rules import is_editable
from app.web.idempotency import idempotent

FOREMOST = 5


class Wish(StrEnum):
    """With what ticked the page begins."""

    CHANGES = "perubahan"  # what concerns lines that are there; new ones are for the person to choose
    EVERYTHING = "semua"
    FOREMOST = "utama"  # the highest ranks of each category
    NOTHING = "tidak"


@dataclass(frozen=True)
class DifferencePage:
    """What the page shows beside the difference itself."""

    compilation: Compilation
    difference: Difference
    source: CompileInput
    units: Mapping[str, UnitRef]
    indicators: Mapping[str, IndicatorSpec]
    questionnaire: Questionnaire
    fields: Mapping[str, LineFields]

    @property
    def added_by_category(self) -> list[tuple[str, list[Added]]]:
        """The additions under the categories' names, without empty ones."""
        grouped = [
            (
                category.name,
                [
                    item
                    for item in self.difference.added
                    if item.proposed.fields.category_code == category.code
                ],
            )
            for category in self.questionnaire.categories
        ]
        return [(name, items) for name, items in grouped if items]

    def ticked(self, wish: Wish) -> frozenset[str]:
        """The tokens that the page begins with ticked: all, without new lines, few new ones of each category, or none.

        A line that a person edited is never ticked for removal.
        """
        if wish == Wish.NOTHING:
            return frozenset()
        kept = [item.token for item in self.difference.changed]
        kept += [item.token for item in self.difference.orphaned if not item.edited]
        most = {Wish.CHANGES: 0, Wish.FOREMOST: FOREMOST}.get(wish)
        for _name, items in self.added_by_category:
            shown = items[:most]
            kept += [item.token for item in shown]
        return frozenset(kept)


@bp.get("/rencana-aksi/<plan_id>/susun")
@requires(Permission.PLAN_EDIT)
def compile_page(plan_id: str) -> ResponseReturnValue:
    """What compiling now would change, to be ticked line by line; `?pilih=` is a `Wish`."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    questionnaire = questionnaire_of(plan)
    source = compile_input(plan)
    compilation = compile_plan(source)
    page = DifferencePage(
        compilation=compilation,
        difference=difference(compilation, source.existing),
        source=source,
        units=unit_refs(plan.government_id),
        indicators={spec.id: spec for spec in questionnaire.indicators},
        questionnaire=questionnaire,
        fields={line.id: line.fields for line in source.existing},
    )
    wish = _wish(begun=bool(page.fields))
    return render_template(
        "plans/compile.html",
        plan=plan,
        page=page,
        form=AcceptForm(),
        wish=wish,
        ticked=page.ticked(wish),
        foremost=FOREMOST,
        editable=is_editable(plan.state),
    )


def _wish(*, begun: bool) -> Wish:
    """The wish in the address. Without one a plan that is begun keeps to its lines, an empty one takes everything."""
    wanted = request.args.get("pilih", "")
    return (
        Wish(wanted)
        if wanted in {wish.value for wish in Wish}
        else (Wish.CHANGES if begun else Wish.EVERYTHING)
    )


@bp.post("/rencana-aksi/<plan_id>/susun")
@requires(Permission.PLAN_EDIT)
@idempotent
def accept(plan_id: str) -> ResponseReturnValue:
    """Take over the ticked entries, or all of them."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    form = AcceptForm()
    wanted = None if form.scope.data == "all" else frozenset(form.token.data or ())
    if wanted is not None and not wanted:
        flash(_("Belum ada yang dicentang."), "warning")
        return redirect(url_for("plans.compile_page", plan_id=plan.id))
    outcome = accept_compilation(current_actor(), plan, wanted)
    flash(
        _(
            "Rencana diperbarui: %(added)s baris baru, %(changed)s berubah, %(removed)s dikeluarkan.",
            added=outcome.added,
            changed=outcome.changed,
            removed=outcome.removed,
        ),
        "success",
    )
    if outcome.stale:
        flash(
            ngettext(
                "%(num)s pilihan tidak diambil karena isinya berubah sejak halaman dibuka. Periksa lagi.",
                "%(num)s pilihan tidak diambil karena isinya berubah sejak halaman dibuka. Periksa lagi.",
                outcome.stale,
            ),
            "warning",
        )
        return redirect(url_for("plans.compile_page", plan_id=plan.id))
    return redirect(url_for("plans.matrix", plan_id=plan.id))
