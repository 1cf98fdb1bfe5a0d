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
