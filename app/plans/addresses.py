"""The addresses that notifications carry.

They are plain paths because actions also run outside a request (jobs, commands); a test holds them to the routes.
"""


def overview_path(government_code: str) -> str:
    """The plan of a government."""
    return f"/rencana-aksi?pemerintah={government_code}"


def comments_path(plan_id: str) -> str:
    """The comments on a plan."""
    return f"/rencana-aksi/{plan_id}/catatan"


def margin_path(plan_id: str, code: str) -> str:
    """A chapter with the notes in its margin."""
    return f"/rencana-aksi/{plan_id}/naskah/{code}/pinggir"


def review_path(plan_id: str) -> str:
    """A plan as the reviewer reads it."""
    return f"/telaah/{plan_id}"


def own_progress_path(quarter_id: str) -> str:
    """The lines of an OPD in one quarter."""
    return f"/capaian/triwulan/{quarter_id}/opd"


def progress_report_path(quarter_id: str, line_id: str) -> str:
    """The report of one line in one quarter."""
    return f"/capaian/triwulan/{quarter_id}/baris/{line_id}"


def plan_progress_path(plan_id: str) -> str:
    """The progress of a plan."""
    return f"/capaian/rencana/{plan_id}"
