"""The addresses that notifications carry.

They are plain paths because actions also run outside a request (jobs, commands); a test holds them to the routes.
"""


def sheet_path(assessment_id: str) -> str:
    """The task list of one assessment."""
    return f"/asesmen/isian/{assessment_id}"


def verification_path(assessment_id: str) -> str:
    """The verification of one assessment."""
    return f"/asesmen/verifikasi/{assessment_id}"
