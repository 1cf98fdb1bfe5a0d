"""Sample data for every document of the catalogue, made from the classes of its data.

A document's data are frozen dataclasses. Their fields say enough to fill them: so a new document is covered by the
tests of layout and of hostile text as soon as it stands in the catalogue. What a class cannot say, because a field
holds a code, stands in `CODES`; a class that has to hang together as a whole, in `WHOLE`.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from app.complaints.statistics import Figures, Tally
from app.plans.complaint_data import ComplaintData
from app.plans.document_data import GovernmentData, PlanDocument, SignatoryData
from app.plans.narrative import as_printed, sanitised
from app.reports.catalogue import DOCUMENTS
from app.reports.collection import Collection
from app.reports.document import Content, Document
from app.reports.paper.letterhead import Look, PaperSize
from app.reports.paper.stationery import StationerySettings
from tests.factories.documents import plan_document

LONG = (
    "Pengaduan yang sudah diteruskan sering berhenti karena tidak jelas siapa yang wajib menjawab, sehingga pelapor "
    "menunggu tanpa kepastian dan laporan yang sama masuk kembali melalui saluran lain; "
)
UNBROKEN = "Pertanggungjawaban" * 7
MOST_MONEY = 99_999_999_999_999_999_999  # twenty digits
# Fields of one line in the database: names, titles, numbers. Everything else may fill a cell of 800 signs.
SHORT = {"number": 40, "name": 120, "title": 200, "unit": 120, "sender": 120, "code": 20, "by": 120}
SHORT |= {"predicate": 40, "source": 200, "notice": 300, "answer": 200}  # of the installation, not of people
# Lists that have an end by nature, or that the loading cuts.
MOST_ROWS = {"categories": 5, "weakest": 5, "steps": 3}
# Lists beside which others hold a value for each, see `CODES`: of the instrument, which is never without them.
ALWAYS = {("SummaryData", "categories"): 5, ("CompendiumData", "categories"): 5}
MONEY = ("budget", "spent", "planned", "amount")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a sample is: rows of the outermost lists, of those inside, what stands in texts, and how much money."""

    name: str
    rows: int = 3
    inner: int = 2
    text: Callable[[int], str] = lambda most: "Contoh isian"[:most]
    money: int = 25_000_000
    filled: bool = True  # what may be missing is there

    def __str__(self) -> str:
        return self.name


SIZES = (
    Size("plain"),
    Size("one row", rows=1, inner=1),
    Size("sixty rows", rows=60),
    Size("nothing", rows=0, inner=0, text=lambda _most: "", filled=False),
    Size("longest", text=lambda most: (LONG * 5)[:most].strip(), money=MOST_MONEY),
    Size("without blanks", text=lambda most: UNBROKEN[:most], money=MOST_MONEY),
)
PLAIN = SIZES[0]

# Figures as they were counted, for sheets: one group with the text that the test of these sheets looks for.
COUNTED = Figures(
    "73.99", "Contoh", None, Tally().figures(None), (Tally().figures("u0", "[ComplaintGroup.label]"),)
)

# Fields that hold a code or what a program made, never what somebody typed: (class, field) → a value that is right.
CODES: dict[tuple[str, str], Any] = {
    ("GovernmentData", "id"): "g1",
    ("GovernmentData", "code"): "73.99",
    ("GovernmentData", "kind"): "regency",
    ("GovernmentData", "time_zone"): "Asia/Makassar",
    ("GovernmentData", "logo_file_id"): None,
    ("AssessmentData", "state"): "verified",
    ("UnitRow", "state"): "verified",
    ("ReceiptData", "kind"): "rencana",
    ("ReceiptData", "sha256"): "a" * 64,
    ("LetterPaper", "sha256"): "b" * 64,
    ("LetterData", "plan_sha256"): "c" * 64,
    ("LetterData", "verdict"): "returned",
    ("LetterData", "time_zone"): "Asia/Makassar",
    ("LetterComment", "severity"): "must",
    ("LetterComment", "cell"): "targets",
    ("LetterComment", "outcome"): "unchanged",
    ("FiguresData", "all"): COUNTED,
    ("FiguresData", "record"): "2021",
    ("AreaData", "all"): COUNTED,
    ("AreaData", "record"): "2021-Q1",
    ("PlanDocument", "plan_id"): "p1",
    ("PlanDocument", "state"): "drafting",
    ("ChapterData", "code"): "bab1",
    ("ChapterData", "html"): "",  # sanitised; see `with_text`
    ("UnitRef", "id"): "u0",
    ("CategoryScore", "code"): "sdm",
    ("UnitScore", "state"): "verified",
    ("ScoreData", "predicate"): "cukup",
    ("OriginData", "kind"): "gap",
    ("LineData", "id"): "l1",
    ("LineData", "category_code"): "sdm",
    ("LineData", "fund_source"): "apbd",
    ("CategoryLines", "code"): "sdm",
    ("UnitAnnex", "line_ids"): (),
    ("UnitAnnex", "supporting_line_ids"): (),
    ("SubmissionData", "id"): "s1",
    ("SubmissionData", "sha256"): "d" * 64,
    ("ComplaintGroup", "key"): "selesai",
    ("StageData", "name"): "verify",
    ("FlowMonth", "month"): "2021-03",
    ("UnitMonths", "key"): "u0",
    ("UnitLevels", "state"): "verified",
    ("UnitLevels", "categories"): (3.21,) * 5,
    ("CategoryLevels", "code"): "sdm",
    ("CategoryName", "code"): "sdm",
    ("CategoryName", "letter"): "S",
    ("RoundFacts", "categories"): (3.21,) * 5,
    ("PlanFacts", "state"): "accepted",
    ("ReviewMinutesData", "sha256"): "b" * 64,
    ("ReviewRound", "verdict"): "returned",
}

# Classes whose parts hang together: made by the factories of their tests.
WHOLE: dict[type[Any], Callable[[Size], Any]] = {
    PlanDocument: lambda size: plan_document(
        units=max(1, size.rows),
        lines=max(5, size.rows),
        empty=not size.filled,
        nasty=size.money == MOST_MONEY,
    ),
    ComplaintData: lambda size: plan_document(units=max(1, size.rows), lines=1).complaints,
    SignatoryData: lambda size: SignatoryData(
        size.text(120), size.text(120), size.text(80), "197001011995031001" if size.filled else "", "Sinjai"
    ),
}

# Documents that shorten texts until everything is on one page.
SHORTENED = frozenset({"opd_page"})


def documents() -> Sequence[Document]:
    """The documents that are laid out from data of their own; a collection binds them together."""
    return [document for document in DOCUMENTS.values() if not isinstance(document, Collection)]


def data_class(document: Document) -> type[Any]:
    """The class that a document's `make` is given: it says so, `data: ReceiptData = content.data`."""
    module = sys.modules[type(document).__module__]
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.AnnAssign) and node.value and ast.unparse(node.value) == "content.data":
            return getattr(module, ast.unparse(node.annotation))
    raise LookupError(f"{document.name}: say in its module `data: ItsData = content.data`")


def sample(document: Document, size: Size = PLAIN) -> Any:
    """The data of a document."""
    return built(data_class(document), size)


def content(
    document: Document, data: Any, paper: PaperSize = PaperSize.A4, text: str = "", *, two: bool = False
) -> Content:
    """What `make` is given. `text` stands in every field of the head and the signatories; `two` of them sign."""
    head = text or "Contoh"
    settings = StationerySettings(
        head_name=head,
        head_office=head,
        address=(head, head),
        phone=text or "(0482) 21000",
        email=text or "surat@contoh.invalid",
        website=text or "contoh.invalid",
        look=Look(paper),
        signatory=SignatoryData(text, text, text, text, text)
        if text
        else SignatoryData("Bupati Contoh", "Pejabat Contoh, S.Sos.", "", "", "Kota Contoh"),
        number=text or "000.8.3/012/ORG/X/2021",
        knows=SignatoryData(text or "Sekretaris Daerah", text or "Pejabat Lain", text, text)
        if text or two
        else None,
    )
    zone = "Asia/Makassar"
    return Content(data, zone, settings=settings, made_at=datetime(2021, 10, 5, 5, 53, tzinfo=UTC))


def built(cls: type[Any], size: Size, depth: int = 0, index: int = 0) -> Any:
    """An instance of a dataclass."""
    for whole, make in WHOLE.items():
        if cls is whole:
            return make(size)
    hints = get_type_hints(cls)
    values = {
        each.name: CODES[cls.__name__, each.name]
        if (cls.__name__, each.name) in CODES
        else _value(hints[each.name], each.name, _size_of(cls, each.name, size), depth, index)
        for each in fields(cls)
        if each.init
    }
    return cls(**values)


def _size_of(cls: type[Any], name: str, size: Size) -> Size:
    return replace(size, rows=ALWAYS[cls.__name__, name]) if (cls.__name__, name) in ALWAYS else size


def _value(hint: Any, name: str, size: Size, depth: int, index: int) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (kind,) = [each for each in inner if each is not NoneType]
        return _value(kind, name, size, depth, index) if size.filled else None
    if origin is tuple or origin in (list, Sequence):
        if (len(inner) == 2 and inner[1] is Ellipsis) or origin is not tuple:
            count = min(size.inner if depth else size.rows, MOST_ROWS.get(name, size.rows))
            return tuple(_value(inner[0], name, size, depth + 1, place) for place in range(count))
        return tuple(_value(each, name, size, depth, index) for each in inner)
    if origin in (dict, Mapping):
        return {key: _value(inner[1], name, size, depth + 1, 0) for key in _keys(inner[0])}
    if is_dataclass(hint):
        return built(hint, size, depth, index)  # type: ignore[arg-type]
    return _plain(hint, name, size, index)


def _keys(hint: Any) -> Sequence[Any]:
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return list(hint)
    return (2021, 2022) if hint is int else ("sdm", "kebijakan")


def _plain(hint: Any, name: str, size: Size, index: int) -> Any:
    if inspect.isclass(hint) and issubclass(hint, Enum):
        members = list(hint)
        return members[index % len(members)]
    made: dict[Any, Callable[[], Any]] = {
        str: lambda: size.text(next((most for word, most in SHORT.items() if word in name), 800)),
        bool: lambda: False,
        int: lambda: _whole_number(name, size, index),
        float: lambda: 0.5 if "share" in name else 3.21,
        Decimal: lambda: Decimal("3.33"),
        Fraction: lambda: Fraction(1, 2),
        datetime: lambda: datetime(2021, 10, 5, 5, 53, tzinfo=UTC),
        date: lambda: date(2021, 10, 5),
        Any: lambda: None,
    }
    return made[hint]()


def _whole_number(name: str, size: Size, index: int) -> int:
    if any(word in name for word in MONEY):
        return size.money
    if "year" in name:
        return 2021
    return 2 if "quarter" in name else index + 1


def with_text(value: Any, text: str | Callable[[str], str], where: str = "") -> Any:
    """The data with `text` in every field that holds text a person may have typed, however deep it lies.

    Chapters hold HTML: `text` goes through the cleaning that every chapter goes through. It may also be made from
    the name of the field, "Class.field".
    """
    if isinstance(value, GovernmentData | SignatoryData) or is_dataclass(value):
        cls = type(value).__name__
        changed: dict[str, Any] = {}
        for each in fields(value):
            if (cls, each.name) == ("ChapterData", "html"):
                said = text(f"{cls}.{each.name}") if callable(text) else text
                changed[each.name] = as_printed(sanitised(f"<div>{said}</div>"))
            elif (cls, each.name) not in CODES:
                changed[each.name] = with_text(getattr(value, each.name), text, f"{cls}.{each.name}")
        return replace(value, **changed)  # type: ignore[type-var]
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return text(where) if callable(text) else text
    if isinstance(value, tuple | list):
        return tuple(with_text(each, text, where) for each in value)
    if isinstance(value, Mapping):
        return {key: with_text(each, text, where) for key, each in value.items()}
    return value


def text_fields(cls: type[Any], seen: frozenset[type[Any]] = frozenset()) -> Iterator[str]:
    """The names of all fields that `with_text` fills, as "Class.field"."""
    if cls in seen:
        return
    for each, hint in get_type_hints(cls).items():
        if (cls.__name__, each) in CODES:
            continue
        for kind in _kinds(hint):
            if kind is str:
                yield f"{cls.__name__}.{each}"
            elif is_dataclass(kind):
                yield from text_fields(kind, seen | {cls})  # type: ignore[arg-type]


def texts_in(value: Any) -> Iterator[tuple[str, str]]:
    """Every text of the data that is no code: ("Class.field", text)."""
    if is_dataclass(value):
        cls = type(value).__name__
        for each in fields(value):
            if (cls, each.name) not in CODES:
                for where, text in texts_in(getattr(value, each.name)):
                    yield where or f"{cls}.{each.name}", text
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield "", value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)


def _kinds(hint: Any) -> Iterator[Any]:
    inner = get_args(hint)
    if not inner:
        yield hint
    if get_origin(hint) in (dict, Mapping):
        inner = inner[1:]  # keys are codes, years, months
    for each in inner:
        yield from _kinds(each)
