"""Every figure of a group as a column of a table for files, volumes beside shares."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.complaints.labels import STAGE_LABELS
from app.complaints.sla import JUDGED_STAGES, Stage
from app.complaints.statistics import GroupFigures, StageFigures

Figure = int | float | None


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A figure with its heading. `kind`: "number" (counts, working days), "share" (a fraction) or "index" (stars)."""

    heading: str
    kind: str
    of: Callable[[GroupFigures], Figure]


def figure_columns() -> list[FigureColumn]:
    """All of them, in the order of the pages; what is unknown is None."""
    columns = [
        FigureColumn(_("Masuk"), "number", lambda group: group.incoming),
        FigureColumn(_("Ditindaklanjuti"), "number", lambda group: group.followed_up),
        FigureColumn(_("Bagian ditindaklanjuti"), "share", lambda group: group.followed_up_share),
        FigureColumn(_("Selesai"), "number", lambda group: group.closed),
        FigureColumn(_("Bagian selesai"), "share", lambda group: group.closed_share),
        FigureColumn(_("Terbuka"), "number", lambda group: group.open),
        FigureColumn(_("Lewat tenggat"), "number", lambda group: group.overdue),
        FigureColumn(_("Dibuka kembali"), "number", lambda group: group.reopened),
        FigureColumn(_("Pernah selesai di sini"), "number", lambda group: group.closable),
        FigureColumn(_("Rating rata-rata"), "index", lambda group: group.rating_mean),
        FigureColumn(_("Jumlah rating"), "number", lambda group: group.rated),
    ]
    for stage in JUDGED_STAGES:
        columns += _of_stage(stage)
    return columns


def figure_headings() -> list[str]:
    """The headings of `figure_row`."""
    return [column.heading for column in figure_columns()]


def figure_row(group: GroupFigures) -> list[Figure]:
    """Every figure of a group."""
    return [column.of(group) for column in figure_columns()]


def _of_stage(stage: Stage) -> list[FigureColumn]:
    label = str(STAGE_LABELS[stage])

    def column(heading: str, of: Callable[[StageFigures], Figure], kind: str = "number") -> FigureColumn:
        return FigureColumn(heading, kind, lambda group: of(group.stages[stage.value]))

    return [
        column(_("%(stage)s: dinilai", stage=label), lambda figures: figures.measured),
        column(_("%(stage)s: tepat waktu", stage=label), lambda figures: figures.in_time),
        column(
            _("%(stage)s: bagian tepat waktu", stage=label), lambda figures: figures.in_time_share, "share"
        ),
        column(_("%(stage)s: terlambat", stage=label), lambda figures: figures.late),
        column(_("%(stage)s: terbuka lewat tenggat", stage=label), lambda figures: figures.open_late),
        column(_("%(stage)s: median hari kerja", stage=label), lambda figures: figures.median_days),
        column(_("%(stage)s: rata-rata hari kerja", stage=label), lambda figures: figures.mean_days),
        column(_("%(stage)s: persentil 90 hari kerja", stage=label), lambda figures: figures.p90_days),
    ]
