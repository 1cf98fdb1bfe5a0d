"""When evidence may be shown to others as a good example."""

from enum import StrEnum

LOWEST_PROVED = 2  # level 1 asks for no evidence


class NoExample(StrEnum):
    """Why an answer has no evidence to show as an example."""

    NOT_ACCEPTED = "not_accepted"  # the verified score is another one, or missing
    RETURNED = "returned"
    NO_EVIDENCE = "no_evidence"
    LOWEST = "lowest"  # nothing is asked for at level 1


def refuse_example(
    *, self_score: int | None, verified_score: int | None, returned: bool, evidence: int
) -> NoExample | None:
    """Why evidence of this answer cannot be an example; None if it can.

    Only what the verifier accepted as the unit claimed it is an example of its level: where the two scores differ,
    the evidence did not prove the claim, or proved more than it was brought for.
    """
    if returned:
        return NoExample.RETURNED
    if verified_score is None or verified_score != self_score:
        return NoExample.NOT_ACCEPTED
    if verified_score < LOWEST_PROVED:
        return NoExample.LOWEST
    return None if evidence else NoExample.NO_EVIDENCE
