"""Deadlines, kept by the ministry: a new regulation is a new deadline from a day on; the old one stays."""

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.complaints.actions.changing import make_ready
from app.complaints.calendar_checks import Fault, faults_of_rules
from app.complaints.calendar_forms import FOR_ALL, ReasonForm, RuleForm
from app.complaints.calendar_items import DatedRule, Item, added, changed, plain_rule, removed, rules_after
from app.complaints.calendar_text import rule_line
from app.complaints.models import ChangeSubject, SlaRule
from app.complaints.queries.judging import dated_rule, dated_rules_by_id
from app.complaints.routes.blueprint import bp
from app.complaints.routes.calendar.proposing import propose_and_show
from app.complaints.rules import Klass
from app.complaints.sla import SlaRule as Rule
from app.complaints.sla import Stage
from app.db import db
from app.web.conflict import Difference, require_version
from app.web.idempotency import idempotent


@bp.route("/kalender/tenggat/baru", methods=["GET", "POST"])
@requires(Permission.CALENDAR_EDIT)
@idempotent
def new_rule() -> ResponseReturnValue:
    """A deadline that is to hold from a day on."""
    form = RuleForm()
    if form.validate_on_submit():
        make_ready(current_actor())
        item = added(plain_rule(_asked(form)))
        if _is_right(form, item):
            return propose_and_show(None, ChangeSubject.RULES, [item], form.reason.data)
    return _page(form, None)


@bp.route("/kalender/tenggat/<rule_id>", methods=["GET", "POST"])
@requires(Permission.CALENDAR_EDIT)
@idempotent
def edit_rule(rule_id: str) -> ResponseReturnValue:
    """Correct a deadline."""
    stored = db.session.get(SlaRule, rule_id) or abort(404)
    before = DatedRule(dated_rule(stored), stored.basis)
    form = _form_of(stored)
    if form.validate_on_submit():
        asked = _asked(form)
        both = [Difference(_("Tenggat"), rule_line(asked), rule_line(before))]
        require_version(stored, form.version.data, differences=both, back_url=request.url)
        item = changed(stored.id, stored.version, plain_rule(before), plain_rule(asked))
        if asked == before:
            form.form_errors.append(_("Belum ada yang diubah."))
        elif _is_right(form, item):
            return propose_and_show(None, ChangeSubject.RULES, [item], form.reason.data)
    return _page(form, stored)


@bp.post("/kalender/tenggat/<rule_id>/hapus")
@requires(Permission.CALENDAR_EDIT)
@idempotent
def remove_rule(rule_id: str) -> ResponseReturnValue:
    """Take a deadline away, so that the one before it holds on."""
    stored = db.session.get(SlaRule, rule_id) or abort(404)
    form = ReasonForm()
    item = removed(stored.id, stored.version, plain_rule(DatedRule(dated_rule(stored), stored.basis)))
    if not form.validate_on_submit():
        return _page(_form_of(stored, from_request=False), stored, form)
    require_version(stored, form.version.data, back_url=url_for("complaints.edit_rule", rule_id=stored.id))
    page = _form_of(stored, from_request=False)
    if not _is_right(page, item):
        return _page(page, stored)
    return propose_and_show(None, ChangeSubject.RULES, [item], form.reason.data)


def _form_of(stored: SlaRule, *, from_request: bool = True) -> RuleForm:
    values = {
        "version": stored.version,
        "stage": stored.stage.value,
        "klass": stored.klass.value if stored.klass else FOR_ALL,
        "working_days": stored.working_days,
        "valid_from": stored.valid_from,
        "basis": stored.basis,
    }
    return RuleForm(**values) if from_request else RuleForm(formdata=None, **values)


def _page(form: RuleForm, stored: SlaRule | None, removal: ReasonForm | None = None) -> ResponseReturnValue:
    wrong = form.errors or form.form_errors or (removal and removal.errors)
    page = render_template("complaints/calendar/rule.html", form=form, stored=stored, removal=removal)
    return page, 422 if wrong else 200


def _asked(form: RuleForm) -> DatedRule:
    klass = None if form.klass.data == FOR_ALL else Klass(form.klass.data)
    rule = Rule(Stage(form.stage.data), klass, form.working_days.data, form.valid_from.data)
    return DatedRule(rule, form.basis.data)


def _is_right(form: RuleForm, item: Item) -> bool:
    rules = dated_rules_by_id()
    faults: list[Fault] = faults_of_rules(rules.values(), rules_after(rules, [item]))
    for fault in faults:
        form.show(fault)
    return not faults
