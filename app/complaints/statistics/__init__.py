"""Complaint figures, from counts.

Pure arithmetic: whoever has complaints (rows of a database, tallies kept by month) hands over counts, and gets
`Figures`. The counts are additive, so a million complaints may be kept as a few thousand tallies and the
result stays exact, percentiles included: working days are whole numbers, and their histogram says all there
is to say.

Definitions, printed beside the figures:
- incoming: complaints received in the period;
- followed_up_share: those that an agency ever answered (in process or finished) / incoming;
- closed_share: finished / incoming;
- a stage's `measured` = in_time + late + open_late. `open_late` are still open after their deadline at the
  cut-off: they count against "tepat waktu". Clocks that still run in time, wait for the reporter, were
  archived, or miss a time are not measured;
- median, mean and 90th percentile (nearest rank) of working days over what ended, in time or late.
An unknown share is None, never 0 and never 1: zero complaints prove nothing.
"""

from app.complaints.statistics.arithmetic import SMALL_VOLUME, mean, median, percentile, share
from app.complaints.statistics.figures import UNKNOWN, Figures, group_json
from app.complaints.statistics.groups import BY_TIME, Dimension, GroupFigures, StageFigures, in_order
from app.complaints.statistics.series import (
    AGE_STEPS,
    AgeBucket,
    Ages,
    Flow,
    UnitMonths,
    UnitMonthTable,
    ages,
    flows,
)
from app.complaints.statistics.tally import UNDATED, Keeper, SeenAt, Tally

__all__ = [
    "AGE_STEPS",
    "BY_TIME",
    "SMALL_VOLUME",
    "UNDATED",
    "UNKNOWN",
    "AgeBucket",
    "Ages",
    "Dimension",
    "Figures",
    "Flow",
    "GroupFigures",
    "Keeper",
    "SeenAt",
    "StageFigures",
    "Tally",
    "UnitMonthTable",
    "UnitMonths",
    "ages",
    "flows",
    "group_json",
    "in_order",
    "mean",
    "median",
    "percentile",
    "share",
]
