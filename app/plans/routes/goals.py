"""The levels that the plan aims at: the instrument's, or the regency's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, current_actor, requires
from app.instrument.questionnaire import Questionnaire
from app.plans.actions import set_goals
from app.plans.actions.guards import hold
from app.plans.compile import Fall, Indicator, OwnGoals, falls, goals_for
from app.plans.forms.goals import LEVELS, GoalsForm, cell_name, cells
from app.plans.models import Plan
from app.plans.queries.compiling import indicators_of, questionnaire_of
from app.plans.queries.goals import own_goals
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rules import is_editable
from app.web.conflict import Difference, require_version
from app.web.filters import number


@dataclass(frozen=True)
class GoalsPage:
    """The table: what the instrument aims at, what the regency chose, and what is wrong with it."""

    questionnaire: Questionnaire
    indicators: Mapping[str, tuple[Indicator, ...]]  # by category code
    years: tuple[int, ...]
    chosen: OwnGoals
    errors: Mapping[tuple[str, int], str]

    def default(self, code: str, year: int) -> str:
        """What holds where the cell is empty: "3", or "2–4" for a category whose indicators differ."""
        if code in self.indicators:
            levels = [one.goals[year] for one in self.indicators[code] if year in one.goals]
        else:
            indicator = next(one for group in self.indicators.values() for one in group if one.code == code)
            inherited = {cell: level for cell, level in self.chosen.items() if cell[0] != code}
            goal = goals_for(indicator, (year,), inherited).get(year)
            levels = [goal.level] if goal else []
        if not levels:
            return "–"
        low, high = number(min(levels)), number(max(levels))
        return low if low == high else f"{low}–{high}"

    def set_in(self, code: str) -> int:
        """How many cells of the indicators of a category the regency set itself."""
        return sum((one.code, year) in self.chosen for one in self.indicators[code] for year in self.years)

    def opened(self, code: str) -> bool:
        """Whether the indicators of a category are shown at once."""
        return bool(self.set_in(code)) or any(
            (one.code, year) in self.errors for one in self.indicators[code] for year in self.years
        )


@bp.get("/rencana-aksi/<plan_id>/sasaran")
@requires(Permission.PLAN_READ)
def goals(plan_id: str) -> ResponseReturnValue:
    """The goals by category, indicator and year; to be changed by whoever edits the plan."""
    plan = open_plan(Permission.PLAN_READ, plan_id)
    return _show(plan, own_goals(plan), {})


@bp.post("/rencana-aksi/<plan_id>/sasaran")
@requires(Permission.PLAN_EDIT)
def save_goals(plan_id: str) -> ResponseReturnValue:
    """Save the whole table; nothing is saved while a cell is wrong."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    indicators = indicators_of(questionnaire_of(plan))
    codes = [*dict.fromkeys(one.category_code for one in indicators), *(one.code for one in indicators)]
    wanted, wrong = cells(request.form, codes, plan.years)
    errors = {cell: _("Pilih 1 sampai 5, atau kosongkan.") for cell in wrong}
    errors |= {(fall.code, fall.year): _fall_text(fall) for fall in falls(indicators, plan.years, wanted)}
    form = GoalsForm()
    if errors or not form.validate():
        return _show(plan, wanted, errors), 422
    hold(plan)
    require_version(
        plan,
        form.version.data,
        differences=_differences(plan, wanted),
        back_url=url_for("plans.goals", plan_id=plan.id),
    )
    changed = set_goals(current_actor(), plan, wanted)
    if not changed:
        flash(_("Tidak ada sasaran yang berubah."), "info")
        return redirect(url_for("plans.goals", plan_id=plan.id))
    flash(
        ngettext(
            "%(num)s sasaran diubah. Susun ulang untuk melihat kegiatan yang bertambah atau berkurang.",
            "%(num)s sasaran diubah. Susun ulang untuk melihat kegiatan yang bertambah atau berkurang.",
            changed,
        ),
        "success",
    )
    return redirect(url_for("plans.compile_page", plan_id=plan.id))


def _show(plan: Plan, chosen: OwnGoals, errors: Mapping[tuple[str, int], str]) -> str:
    questionnaire = questionnaire_of(plan)
    page = GoalsPage(
        questionnaire=questionnaire,
        indicators=_by_category(indicators_of(questionnaire)),
        years=tuple(plan.years),
        chosen=chosen,
        errors=errors,
    )
    form = GoalsForm(version=plan.version)
    may_edit = current_actor().may(Permission.PLAN_EDIT, plan.government_id) and is_editable(plan.state)
    return render_template(
        "plans/goals.html",
        plan=plan,
        page=page,
        form=form,
        levels=LEVELS,
        cell_name=cell_name,
        may_edit=may_edit,
    )


def _by_category(indicators: Iterable[Indicator]) -> dict[str, tuple[Indicator, ...]]:
    found: dict[str, tuple[Indicator, ...]] = {}
    for indicator in indicators:
        found[indicator.category_code] = (*found.get(indicator.category_code, ()), indicator)
    return found


def _fall_text(fall: Fall) -> str:
    words = {"code": fall.indicator, "level": number(fall.level), "before": number(fall.before)}
    return str(_("%(code)s turun dari level %(before)s ke %(level)s; sasaran tidak boleh turun.", **words))


def _differences(plan: Plan, wanted: OwnGoals) -> list[Difference]:
    """The cells that two people set differently."""
    theirs = {cell: level for cell, level in own_goals(plan).items() if cell[1] in plan.years}
    return [
        Difference(f"{code} {year}", _level(wanted.get((code, year))), _level(theirs.get((code, year))))
        for code, year in sorted(wanted.keys() | theirs.keys())
        if wanted.get((code, year)) != theirs.get((code, year))
    ]


def _level(level: int | None) -> str:
    return str(_("menurut instrumen")) if level is None else number(level)
