"""What an answer says, as a receipt keeps it: the same words tell later whether a returned answer was corrected."""

import json
from typing import Any

from app.assessment.models import Answer, Evidence, Receipt
from app.assessment.queries.receipts import receipts_of
from app.assessment.states import EvidenceKind
from app.instrument.questionnaire import IndicatorSpec


def answer_content(spec: IndicatorSpec, answer: Answer) -> dict[str, Any]:
    """Value, level, reason and evidence: plain data that JSON keeps as it is."""
    return {
        "indicator": spec.code,
        "value": answer.value,
        "level": answer.self_score,
        "reason": answer.self_reason,
        "evidence": [_evidence_content(item) for item in answer.evidence],
    }


def differs_from_returned(spec: IndicatorSpec, answer: Answer) -> bool:
    """Whether a returned answer says anything else than it did when it was returned, evidence included."""
    receipts = receipts_of(answer.assessment)
    sent = next((each for each in receipts if _was_returned(each, answer)), None)
    answers = json.loads(sent.content)["answers"] if sent is not None else []
    before = next((each for each in answers if each["indicator"] == spec.code), None)
    return bool(before != json.loads(json.dumps(answer_content(spec, answer))))


def _was_returned(receipt: Receipt, answer: Answer) -> bool:
    return answer.returned_at is not None and receipt.submitted_at <= answer.returned_at


def _evidence_content(item: Evidence) -> dict[str, Any]:
    proof = (
        {"sha256": item.file.sha256}
        if item.kind is EvidenceKind.FILE and item.file is not None
        else {"url": item.url}
    )
    issued = item.document_date.isoformat() if item.document_date else None
    # Receipts from before periods were asked say nothing of them, and must go on reading the same.
    period = {
        name: day.isoformat()
        for name, day in (("valid_from", item.valid_from), ("valid_until", item.valid_until))
        if day
    }
    return {"title": item.title, "date": issued, "issued_by": item.issuing_unit, **period, **proof}
