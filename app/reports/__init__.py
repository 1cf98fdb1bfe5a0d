"""Official documents: what is offered, how it is laid out, and the pages that make and hand out documents."""

from flask import Flask


def register(app: Flask) -> None:
    """Add the pages and teach templates the formatting that paper needs."""
    from app.reports.paper import register as register_paper
    from app.reports.routes import bp

    register_paper(app)
    app.register_blueprint(bp)
