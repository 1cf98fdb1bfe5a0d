"""Which jobs there are. Features register theirs with `@job`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from flask_babel.speaklater import LazyString

from app.access import Permission
from app.jobs.labels import UNNAMED

if TYPE_CHECKING:
    pass

Result = dict[str, Any] | None
Work = TypeVar("Work", bound=Callable[..., Result])


@dataclass(frozen=True)
class JobKind:
    """A registered job: its function, what people call it, and the right it needs."""

    name: str
    work: "Callable[..., Result]"
    label: LazyString
    permission: Permission | None


_kinds: dict[str, JobKind] = {}


def job(
    name: str, *, label: LazyString = UNNAMED, permission: Permission | None = None
) -> Callable[[Work], Work]:
    """Register `fn(job: JobHandle, **payload) -> dict | None` under `name` ("reports.render").

    The function runs in one transaction that is committed together with the job's end, so its effect on the database
    happens once even if a worker dies and the job runs again (unless it calls `give_way`, which is for work that finds
    out itself what is done already). It acts as `job.actor`, with the rights of that moment;
    `permission` is checked before it starts, finer rights by the function itself. What it returns is the job's result;
    `{"url": …}` becomes the link on the job's page.
    """

    def register(work: Work) -> Work:
        known = _kinds.get(name)
        if known is not None and known.work.__qualname__ != work.__qualname__:
            raise ValueError(f"two jobs are called {name!r}")
        _kinds[name] = JobKind(name, work, label, permission)
        return work

    return register


def kind_of(name: str) -> JobKind | None:
    """The registered job of this name."""
    return _kinds.get(name)


def job_title(name: str) -> str:
    """What people call jobs of this name."""
    kind = _kinds.get(name)
    return str(kind.label if kind else UNNAMED)
