"""A job acts as the person who asked for it, with the rights of the moment it runs."""

import pytest
from flask import abort

from app.access import ANONYMOUS, SYSTEM, Actor, Permission
from app.db import TenantScope, unit_of_work, within_scope
from app.db.tenancy import current_scope
from app.jobs import JobHandle, JobState, job, run_pending_jobs, set_actor_loader
from tests.factories.organisations import government
from tests.integration.jobs.working import ask, fresh, seen


@pytest.mark.parametrize(("status", "words"), [(403, "tidak berlaku"), (404, "sudah tidak ada")])
def test_a_right_that_is_missing_inside_the_job_ends_it(actor, home, status, words):
    @job("test.forbidden")
    def forbidden(handle: JobHandle):
        seen.append(1)
        abort(status)

    job_id = ask(actor, home, "test.forbidden")
    run_pending_jobs()
    failed = fresh(job_id)
    assert failed.state is JobState.FAILED
    assert words in failed.message
    assert len(seen) == 1


def test_rights_are_those_of_the_moment_the_job_runs(app, actor, home):
    @job("test.plan", permission=Permission.PLAN_EDIT)
    def plan(handle: JobHandle):
        seen.append(handle.actor)

    first = ask(actor, home, "test.plan")
    run_pending_jobs()
    assert fresh(first).state is JobState.DONE
    assert seen == [actor]

    second = ask(actor, home, "test.plan")
    set_actor_loader(app, lambda user_id: Actor(user_id, "Tanpa tugas"))
    run_pending_jobs()
    failed = fresh(second)
    assert failed.state is JobState.FAILED
    assert "tidak berlaku" in failed.message
    assert len(seen) == 1


def test_a_right_in_another_government_does_not_help(app, actor, home):
    @job("test.plan", permission=Permission.PLAN_EDIT)
    def plan(handle: JobHandle):
        seen.append(1)

    with unit_of_work():
        other = government().id
    job_id = ask(actor, other, "test.plan")
    run_pending_jobs()
    assert fresh(job_id).state is JobState.FAILED
    assert seen == []


def test_a_closed_account_ends_its_jobs(app, actor, home):
    @job("test.any")
    def any_work(handle: JobHandle):
        seen.append(1)

    job_id = ask(actor, home, "test.any")
    set_actor_loader(app, lambda user_id: ANONYMOUS)
    run_pending_jobs()
    assert fresh(job_id).state is JobState.FAILED
    assert seen == []


def test_a_job_sees_only_the_governments_of_its_actor(actor, home):
    @job("test.scope")
    def scope(handle: JobHandle):
        seen.append(current_scope())

    ask(actor, home, "test.scope")
    ask(SYSTEM, None, "test.scope")
    run_pending_jobs()
    assert seen == [TenantScope(frozenset({home})), TenantScope(None)]


def test_a_callers_scope_does_not_reach_into_the_job(actor, home):
    @job("test.scope")
    def scope(handle: JobHandle):
        seen.append(current_scope())

    ask(actor, home, "test.scope")
    with within_scope(TenantScope(frozenset())):
        run_pending_jobs()
    assert seen == [TenantScope(frozenset({home}))]
