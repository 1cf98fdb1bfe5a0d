"""Pages of the plan: `/rencana-aksi`, `/usulan`, `/telaah`, `/capaian`, `/praktik-baik`, `/dasbor`."""

from importlib import import_module

from app.plans.routes.blueprint import bp

# Importing a module puts its views on the blueprint.
for _module in (
    "overview",
    "goals",
    "compiling",
    "merging",
    "nomenclature",
    "lines",
    "sums",
    "sheet",
    "workbook",
    "problems",
    "narrative",
    "chapter_history",
    "templates.reading",
    "templates.writing",
    "templates.taking",
    "fitting",
    "margin",
    "workflow",
    "submissions",
    "versions",
    "proposals",
    "comments",
    "queue",
    "phrases",
    "sampling",
    "commenting",
    "review",
    "scoring",
    "verdict",
    "dashboard",
    "practices",
    "progress.words",
    "progress.home",
    "progress.own",
    "progress.report",
    "progress.evidence",
    "progress.board",
    "progress.periods",
    "progress.plan",
    "progress.addenda",
    "progress.region",
):
    import_module(f"{__name__}.{_module}")

__all__ = ["bp"]
