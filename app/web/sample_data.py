"""Sample data for the living page of components; visibly invented, used nowhere else."""

from typing import Any


def component_samples() -> dict[str, Any]:
    """What `web/samples/components.html` shows."""
    return {}
