"""Reading the fields of one mapping, remembering every mistake instead of stopping at the first."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from app.instrument.problems import Problem, ProblemKind

Choice = TypeVar("Choice", bound=StrEnum)


class Section:
    """A mapping of a file. Each read names a field; `close` reports the fields that nobody asked for.

    A mistake gives a harmless value, so that what depends on it does not report the same mistake again.
    """

    def __init__(self, problems: list[Problem], file: str, raw: Any, code: str = "", path: str = "") -> None:
        self._problems = problems
        self._file = file
        self._path = path
        self._asked: set[str] = set()
        self._raw: Mapping[Any, Any] = raw if isinstance(raw, Mapping) else {}
        self.code = code or str(self._raw.get("code", ""))
        if not isinstance(raw, Mapping):
            self.report(ProblemKind.WRONG_TYPE, "", expected="code: …")

    def report(self, kind: ProblemKind, field: str, **details: object) -> None:
        """Remember a mistake in `field` of this mapping."""
        place = ".".join(part for part in (self._path, field) if part)
        self._problems.append(Problem(kind, self._file, self.code, place, details))

    def close(self) -> None:
        """Report fields that the schema does not know: mostly misspelt ones."""
        for name in self._raw:
            if name not in self._asked:
                self.report(ProblemKind.UNKNOWN_FIELD, str(name))

    def has(self, name: str) -> bool:
        """Whether the field is written at all."""
        return name in self._raw

    def take(self, name: str, *, required: bool = True) -> Any:
        """The raw value; None with a report if it is required and missing."""
        self._asked.add(name)
        if name not in self._raw:
            if required:
                self.report(ProblemKind.MISSING_FIELD, name)
            return None
        return self._raw[name]

    def text(self, name: str, *, required: bool = True) -> str:
        """A text on one line, "" if it is missing."""
        value = self.take(name, required=required)
        if not self.has(name):
            return ""
        return self._as_text(value, name)

    def integer(self, name: str, default: int) -> int:
        """A whole number; `default` if it is missing or something else."""
        value = self.take(name)
        if not self.has(name):
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.report(ProblemKind.WRONG_TYPE, name, expected="bilangan bulat")
        return default

    def member(self, name: str, enumeration: type[Choice]) -> Choice:
        """One of the values of `enumeration`; its first one if the file says something else."""
        value = self.take(name)
        if value in tuple(enumeration):
            return enumeration(value)
        if self.has(name):
            self.report(ProblemKind.NOT_ALLOWED, name, value=value, allowed=", ".join(enumeration))
        return next(iter(enumeration))

    def one_of(self, name: str, allowed: Iterable[str], *, required: bool = True) -> str:
        """A text that must be one of `allowed`; "" otherwise."""
        value = self.text(name, required=required)
        if value and value not in (known := tuple(allowed)):
            self.report(ProblemKind.NOT_ALLOWED, name, value=value, allowed="; ".join(known))
            return ""
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(
            self._as_text(value, f"{name}[{number}]") for number, value in enumerate(self.items(name), 1)
        )

    def items(self, name: str) -> list[Any]:
        """A list of anything; empty if it is missing or no list."""
        value = self.take(name)
        if not self.has(name):
            return []
        if isinstance(value, list):
            return value
        self.report(ProblemKind.WRONG_TYPE, name, expected="daftar (- …)")
        return []

    def mapping(self, name: str, *, required: bool = True) -> dict[Any, Any]:
        """A mapping of anything; empty if it is missing or none."""
        value = self.take(name, required=required)
        if not self.has(name):
            return {}
        if isinstance(value, dict):
            return value
        self.report(ProblemKind.WRONG_TYPE, name, expected="kunci: nilai")
        return {}

    def _as_text(self, value: Any, field: str) -> str:
        if isinstance(value, str):
            if value.strip():
                return " ".join(value.split())
            self.report(ProblemKind.EMPTY, field)
        elif value is None:
            self.report(ProblemKind.EMPTY, field)
        else:
            self.report(ProblemKind.WRONG_TYPE, field, expected="teks (beri tanda kutip)")
        return ""
