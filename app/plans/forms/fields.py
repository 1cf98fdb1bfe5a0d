"""Fields that read numbers as officials type them and show them the same way."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from wtforms import Field, SelectMultipleField, StringField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.plans.labels import FAULT_TEXTS
from app.plans.numbers import NotANumber, parse_decimal, parse_rupiah
from app.plans.rules import Fault, budget_fault, target_fault
from app.web.filters import number


class TargetField(StringField):
    """A target: empty (not decided), or a number from 0. `data` is a Decimal or None."""

    data: Decimal | int | None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed; the typed text stays in the box if it cannot be read."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = parse_decimal(text)
            except NotANumber as error:
                raise ValueError(str(FAULT_TEXTS[Fault.NOT_A_NUMBER])) from error

    def pre_validate(self, form: Any) -> None:
        """Apply the rule of the domain."""
        _refuse(target_fault(self.data) if self.data is not None else None)

    def _value(self) -> str:
        return _shown(self)


class BudgetField(TargetField):
    """Whole rupiah: empty (not decided), or a number from 0. `data` is an int or None."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = parse_rupiah(text)
            except NotANumber as error:
                raise ValueError(str(FAULT_TEXTS[Fault.NOT_A_NUMBER])) from error

    def pre_validate(self, form: Any) -> None:
        """Apply the rule of the domain."""
        _refuse(budget_fault(self.data) if self.data is not None else None)


class CheckboxesField(SelectMultipleField):
    """Several choices as checkboxes, which need no explanation and no Ctrl key."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _refuse(fault: Fault | None) -> None:
    if fault is not None:
        raise ValidationError(str(FAULT_TEXTS[fault]))


def _shown(field: Field) -> str:
    if field.raw_data:
        return str(field.raw_data[0])
    if field.data is None:
        return ""
    # Grouped as Indonesians write; every digit of a large amount is kept.
    return number(field.data) if isinstance(field.data, int) else number(Decimal(field.data))
