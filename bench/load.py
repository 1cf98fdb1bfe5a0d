"""`python -m bench.load`: a deadline day on PostgreSQL against a bare Flask hello-world, and what was lost or doubled.

Both are served by gunicorn with two workers of four threads, and asked by the same client over as many connections. In
every round hello-world is asked as fast as it answers, then the mix of a deadline day as fast as it goes, then the same
mix at 180 requests a second; what is printed is the median of the ratios of the rounds. The mix: admins of OPD read
their sheet, a question, the page before submitting, save answers by themselves, and submit, every submission clicked
twice with the same key on two connections; coordinators read the board. A quarter of an hour on a quiet machine:

    python -m bench.load --minutes 10

Afterwards the database is asked: every acknowledged submission must be there, once, with the receipt that was told,
and every acknowledged save must be the one that is stored (or a later one).
"""

import argparse
import html
import re
import statistics
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from secrets import token_urlsafe
from urllib.parse import urlencode

from sqlalchemy import select, update

from bench.client import Run, Visitor, request, run
from bench.complaints import start_postgresql
from bench.people import Person, sign_in, stranger
from bench.place import Place, scratch, seed
from bench.serving import serving
from bench.web import admins_and_coordinators

RATE = 180.0
UNITS_EACH, READY_SHARE = 40, 0.6  # OPD of a government; of these have everything that a submission needs
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_RECEIPT = re.compile(rb"/asesmen/tanda-terima/([\w-]+)")
_REASON = "Sudah berjalan, tahap {}."
# Of a hundred requests that are no submissions.
SAVES, BOARDS, CHECKS, QUESTIONS = 30, 5, 10, 30


@dataclass
class Submission:
    """A sheet that is ready: who sends it, the form, and which receipts the server told."""

    assessment_id: str
    message: bytes
    told: list[str] = field(default_factory=list)


@dataclass
class Writer:
    """An admin who saves one answer again and again; `kept` is the last words that the server said it has."""

    person: Person
    sheet: str
    path: str
    token: str
    answer: str
    version: int
    number: int = 0
    kept: int = 0
    busy: bool = False


@dataclass
class Day:
    """Everything that happens on the day, and what the server said to it."""

    random: Random
    port: int
    writers: Sequence[Writer]
    boards: Sequence[bytes]
    waiting: deque[Submission]
    sent: list[Submission] = field(default_factory=list)
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))
    every: int = 60  # requests between two submissions
    asked: int = 0
    failures: dict[int, int] = field(default_factory=dict)
    _again: deque[Submission] = field(default_factory=deque)

    def visitor(self, number: int) -> Visitor:
        """One connection: it asks for whatever the day wants next."""
        state: dict[str, Submission | Writer | None] = {}

        def ask() -> bytes:
            state["of"], message = self._next(number)
            return message

        def check(status: int, body: bytes) -> None:
            self._heard(state["of"], status, body)

        return Visitor(ask, check)

    def _next(self, number: int) -> tuple[Submission | Writer | None, bytes]:
        self.asked += 1
        if self._again:
            submission = self._again.popleft()  # the second click, on another connection
            return submission, submission.message
        if self.waiting and self.asked % self.every == 0:
            submission = self.waiting.popleft()
            self.sent.append(submission)
            self._again.append(submission)
            return submission, submission.message
        writer = self.writers[number % len(self.writers)]
        kind = self.random.randrange(100)
        if kind < SAVES and not writer.busy:
            return self._saving(writer)
        if kind < SAVES + BOARDS:
            return None, self.random.choice(self.boards)
        path = writer.sheet
        if kind < SAVES + BOARDS + CHECKS:
            path = f"{writer.sheet}/periksa"
        elif kind < SAVES + BOARDS + CHECKS + QUESTIONS:
            path = writer.path
        return None, request("GET", path, self.port, cookie=writer.person.cookie)

    def _saving(self, writer: Writer) -> tuple[Writer, bytes]:
        writer.number += 1
        writer.busy = True
        fields = {
            "csrf_token": writer.token,
            "version": str(writer.version),
            "idempotency_key": token_urlsafe(16),
            "answer": writer.answer,
            "reason": _REASON.format(writer.number),
        }
        body = urlencode(fields).encode()
        path = f"{writer.path}/otomatis"
        return writer, request("POST", path, self.port, cookie=writer.person.cookie, body=body)

    def _heard(self, of: Submission | Writer | None, status: int, body: bytes) -> None:
        wanted = 302 if isinstance(of, Submission) else 200
        if status != wanted:
            self.failures[status] = self.failures.get(status, 0) + 1
        if isinstance(of, Writer):
            of.busy = False
            if status == wanted:
                of.version, of.kept = of.version + 1, of.number
        elif isinstance(of, Submission) and status == wanted:
            found = _RECEIPT.search(body)
            of.told.append(found[1].decode() if found else "")


@dataclass(frozen=True)
class Account:
    """What the database says afterwards."""

    acknowledged: int
    lost: int
    doubled: int
    told_wrong: int
    saves: int
    saves_lost: int

    @property
    def clean(self) -> bool:
        """Nothing lost, nothing doubled."""
        return not (self.lost or self.doubled or self.told_wrong or self.saves_lost)


def main() -> None:
    options = _options()
    seconds = options.minutes * 60 / options.rounds
    wanted = options.submissions or round(options.minutes * 180)
    if options.postgresql:
        start_postgresql()
    with scratch() as place:
        governments = max(8, -(-wanted // round(UNITS_EACH * READY_SHARE)))
        seed(place, governments=governments, units=governments * UNITS_EACH, complaints=governments * 200)
        ready = _make_ready(place, wanted)
        with (
            serving("bench.hello", place.environment) as least,
            serving("bench.product", place.environment) as product,
        ):
            day = _day(place, product.port, ready, options)
            visitors = [day.visitor(number) for number in range(options.connections)]
            hello = [stranger(least.port, "/")] * options.connections
            run(least, hello, 1.0)
            run(product, visitors, 1.0)
            hellos, full, paced = [], [], []
            for number in range(options.rounds):
                hellos.append(run(least, hello, min(seconds, 3.0)))
                full.append(run(product, visitors, min(seconds, 5.0)))
                paced.append(run(product, visitors, seconds, rate=options.rate))
                _print_round(number + 1, hellos[-1], full[-1], paced[-1], day)
        _print(options, hellos, full, paced, day, _account(place, day))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=0.25, help="at the wanted rate, over all rounds")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rate", type=float, default=RATE, help="requests a second")
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--submissions", type=int, default=0, help="sheets to submit; default three a second")
    parser.add_argument(
        "--sqlite", dest="postgresql", action="store_false", help="SQLite instead of PostgreSQL"
    )
    return parser.parse_args()


def _make_ready(place: Place, wanted: int) -> list[tuple[str, str]]:
    """Give complete sheets back, as after a return that was corrected: (assessment id, username of an admin)."""
    from app.assessment.models import Answer, Assessment
    from app.assessment.states import AssessmentState, ReturnState
    from app.db import as_system, db, unit_of_work
    from app.organisations.models import Appointment, User

    with place.app().app_context(), as_system(), unit_of_work():
        rows = db.session.execute(
            select(Assessment.id, User.username)
            .join(Appointment, Appointment.unit_id == Assessment.unit_id)
            .join(User, User.id == Appointment.user_id)
            .where(Assessment.state.in_([AssessmentState.SUBMITTED, AssessmentState.VERIFIED]))
            .order_by(Assessment.id)
            .limit(wanted)
        ).all()
        ids = [row[0] for row in rows]
        db.session.execute(
            update(Answer)
            .where(Answer.assessment_id.in_(ids))
            .values(verified_score=None, return_state=ReturnState.NONE, needs_review=False)
        )
        db.session.execute(
            update(Assessment).where(Assessment.id.in_(ids)).values(state=AssessmentState.DRAFT)
        )
        return [(row[0], row[1]) for row in rows]


def _day(place: Place, port: int, ready: list[tuple[str, str]], options: argparse.Namespace) -> Day:
    admins, coordinators = admins_and_coordinators(place, options.connections)
    with ThreadPoolExecutor(4) as hands:
        writers = list(hands.map(lambda one: _writer(port, one.username, one.sheet, one.first), admins))
        heads = list(hands.map(lambda name: sign_in(port, name), coordinators[:4]))
        waiting = list(hands.map(lambda sheet: _submission(port, *sheet), ready))
    requests = options.rate * options.minutes * 60
    return Day(
        random=Random(7307),  # noqa: S311  # which page somebody reads is no secret
        port=port,
        writers=writers,
        boards=[request("GET", "/asesmen/papan", port, cookie=head.cookie) for head in heads],
        waiting=deque(waiting),
        every=max(2, int(requests / max(1, len(waiting)) * 0.9)),
    )


def _submission(port: int, assessment_id: str, username: str) -> Submission:
    """Read the page with the button, as somebody does who is about to press it."""
    person = sign_in(port, username)
    path = f"/asesmen/isian/{assessment_id}"
    page = person.get(f"{path}/periksa")
    token, key = _TOKEN.search(page), re.search(r'name="idempotency_key" value="([^"]+)"', page)
    if token is None or key is None:
        raise AssertionError(f"{path} cannot be submitted")
    body = urlencode({"csrf_token": html.unescape(token[1]), "idempotency_key": key[1]}).encode()
    return Submission(assessment_id, request("POST", f"{path}/kirim", port, cookie=person.cookie, body=body))


def _writer(port: int, username: str, sheet: str, path: str) -> Writer:
    person = sign_in(port, username)
    fields = person.form(path)
    return Writer(person, sheet, path, fields["csrf_token"], fields["answer"], int(fields["version"]))


def _account(place: Place, day: Day) -> Account:
    """Hold what the server said against what is stored."""
    from app.assessment.models import Answer, Assessment, Receipt
    from app.assessment.states import AssessmentState
    from app.db import as_system, db, reading
    from app.instrument.models import Indicator

    with place.app().app_context(), as_system(), reading():
        ids = [each.assessment_id for each in day.sent]
        kept: dict[str, list[str]] = {}
        for receipt_id, assessment_id in db.session.execute(
            select(Receipt.id, Receipt.assessment_id).where(
                Receipt.assessment_id.in_(ids), Receipt.submitted_at >= day.begun
            )
        ):
            kept.setdefault(assessment_id, []).append(receipt_id)
        states = dict(
            db.session.execute(select(Assessment.id, Assessment.state).where(Assessment.id.in_(ids))).all()
        )
        lost_saves = 0
        for writer in day.writers:
            stored = db.session.scalar(
                select(Answer.self_reason)
                .join(Indicator, Indicator.id == Answer.indicator_id)
                .where(
                    Answer.assessment_id == writer.sheet.rpartition("/")[2],
                    Indicator.code == writer.path.rpartition("/")[2],
                )
            )
            if writer.kept and stored not in (_REASON.format(writer.kept), _REASON.format(writer.number)):
                lost_saves += 1
        db.engine.dispose()
    told = [each for each in day.sent if each.told]
    return Account(
        acknowledged=len(told),
        lost=sum(
            states.get(each.assessment_id) is not AssessmentState.SUBMITTED or each.assessment_id not in kept
            for each in told
        ),
        doubled=sum(len(found) > 1 for found in kept.values()),
        told_wrong=sum(set(each.told) != set(kept.get(each.assessment_id, ())) for each in told),
        saves=sum(writer.kept for writer in day.writers),
        saves_lost=lost_saves,
    )


def _print_round(number: int, hello: Run, full: Run, paced: Run, day: Day) -> None:
    told = sum(bool(each.told) for each in day.sent)
    print(
        f"round {number}: hello-world {hello.throughput:.0f}/s, the mix {full.throughput:.0f}/s,"
        f" of {paced.due} due {len(paced.latencies)} answered in {paced.seconds:.0f} s, {told} submissions so far",
        flush=True,
    )


def _print(
    options: argparse.Namespace,
    hellos: list[Run],
    full: list[Run],
    paced: list[Run],
    day: Day,
    account: Account,
) -> None:
    def middle(values: Sequence[float]) -> float:
        return statistics.median(values)

    engine = "PostgreSQL" if options.postgresql else "SQLite"
    rate = middle([one.throughput for one in paced])
    later = middle([b.service(95) / a.service(95) for a, b in zip(hellos, paced, strict=True)])
    print(
        f"\n{engine}, {options.connections} connections, {options.rounds} rounds, {options.minutes:g} minutes"
        f" at {options.rate:g} requests a second"
    )
    print(f"hello-world as fast as it goes   {middle([one.throughput for one in hellos]):8.0f}/s")
    print(
        f"the mix as fast as it goes       {middle([one.throughput for one in full]):8.0f}/s"
        f"   1/{middle([a.throughput / b.throughput for a, b in zip(hellos, full, strict=True)]):.1f} of hello-world,"
        f" {middle([b.cost / a.cost for a, b in zip(hellos, full, strict=True)]):.1f} times its processor time"
    )
    print(
        f"the mix at {options.rate:g} a second           {rate:8.0f}/s   {rate / options.rate:.0%} of what was due;"
        f" from sending p50 {1000 * middle([one.service(50) for one in paced]):.0f} ms,"
        f" p95 {1000 * middle([one.service(95) for one in paced]):.0f} ms"
        f" ({later:.1f} times hello-world's); from when it was due"
        f" p95 {1000 * middle([one.percentile(95) for one in paced]):.0f} ms"
    )
    print(
        f"submissions acknowledged {account.acknowledged} (each clicked twice), lost {account.lost},"
        f" doubled {account.doubled}, another receipt than the stored one {account.told_wrong}"
    )
    print(
        f"saves acknowledged {account.saves}, lost {account.saves_lost}; other answers {day.failures or 'none'}"
    )
    print("nothing lost, nothing doubled" if account.clean else "SOMETHING WAS LOST OR DOUBLED")


if __name__ == "__main__":
    main()
