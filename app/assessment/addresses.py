"""The addresses that notifications carry.

They are plain paths because actions also run outside a request (jobs, commands); a test holds them to the routes.
"""


def sheet_path(assessment_id: str) -> str:
    """The task list of one assessment."""
    return f"/asesmen/isian/{assessment_id}"


def verification_path(assessment_id: str) -> str:
    """The verification of one assessment."""
    return f"/asesmen/verifikasi/{assessment_id}"


def answer_path(assessment_id: str, code: str) -> str:
    """One answer, for the unit that gave it."""
    return f"/asesmen/isian/{assessment_id}/{code}"


def decision_path(assessment_id: str, code: str) -> str:
    """One answer, for whoever verifies it."""
    return f"/asesmen/verifikasi/{assessment_id}/{code}"


def handovers_path(assessment_id: str) -> str:
    """Who has which indicators of an assessment."""
    return f"/asesmen/isian/{assessment_id}/kolega"


def questions_path(code: str, year: int) -> str:
    """What OPD ask about one indicator, for the coordinator."""
    return f"/asesmen/pertanyaan-opd/{code}?tahun={year}"
