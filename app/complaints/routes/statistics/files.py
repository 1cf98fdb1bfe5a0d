"""The same figures as files."""

from flask import abort
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, requires
from app.complaints.exporting import attachment
from app.complaints.exporting_figures import figure_sheets
from app.complaints.queries.comparisons import comparison_of
from app.complaints.queries.patience import last_counted
from app.complaints.queries.series import flow_of
from app.complaints.routes.blueprint import bp
from app.complaints.routes.statistics.scope import figures_of, notes_of, scope_of
from app.organisations.context import find_government


@bp.get("/statistik.<any(csv, xlsx):kind>")
@requires(Permission.COMPLAINT_FIGURES)
@last_counted()
def export_statistics(kind: str) -> ResponseReturnValue:
    """Every figure of the pages in one file."""
    actor = current_actor()
    scope = scope_of(actor, find_government(actor) or abort(404))
    found = figures_of(scope)
    sheets = figure_sheets(
        found,
        flow_of(scope.government.id, *scope.period, scope.unit_id),
        comparison_of(scope.government, *scope.period, scope.unit_id),
        scope.name,
        notes_of(found, scope),
    )
    return attachment(sheets, f"statistik-pengaduan-{scope.government.code}", kind)
