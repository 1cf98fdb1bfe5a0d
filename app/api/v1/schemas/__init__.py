"""What goes in and out, as it is checked and as it is documented."""

from app.api.v1.schemas.figures import FiguresQuerySchema, FiguresSchema
from app.api.v1.schemas.pushing import BatchSchema, ComplaintSchema, ProblemSchema, PushAnswerSchema
from app.api.v1.schemas.standing import CompleteStandingSchema, ToldSchema

__all__ = [
    "BatchSchema",
    "ComplaintSchema",
    "CompleteStandingSchema",
    "FiguresQuerySchema",
    "FiguresSchema",
    "ProblemSchema",
    "PushAnswerSchema",
    "ToldSchema",
]
