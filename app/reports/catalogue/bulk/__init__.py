"""Many documents at once: of every OPD of a government, of every government of a province."""

from app.reports.catalogue.bulk.governments import EveryGovernment
from app.reports.catalogue.bulk.units import EveryUnit

__all__ = ["EveryGovernment", "EveryUnit"]
