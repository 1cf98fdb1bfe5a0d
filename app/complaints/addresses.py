"""Where things of this package are found, for notices that are written outside a request."""

from urllib.parse import urlencode


def complaint_path(complaint_id: str) -> str:
    """The page of one complaint."""
    return f"/pengaduan/{complaint_id}"


def register_path(**query: str) -> str:
    """The register, narrowed."""
    return f"/pengaduan?{urlencode(query)}" if query else "/pengaduan"
