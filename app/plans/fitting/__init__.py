"""Whether the sentences of the narrative still fit their figures. Pure: texts and values in, doubts out.

A figure in the narrative fills itself, the words around it do not: "lebih dari separuh" stays when the share falls.
So every sentence remembers what its figures said when a person last saved or confirmed it, and a sentence is listed
when a figure has moved by more than rounding, when words speak against the figure, or when a figure that somebody
typed by hand is no longer what it was. What the words mean is this project's reading, not a grammar; a person decides.
"""

from app.plans.fitting.doubts import Change, Doubt, Doubts, Remembered, doubts, remember
from app.plans.fitting.figures import FIGURES, Kind, moved, parse
from app.plans.fitting.sentences import Sentence, sentences

__all__ = [
    "FIGURES",
    "Change",
    "Doubt",
    "Doubts",
    "Kind",
    "Remembered",
    "Sentence",
    "doubts",
    "moved",
    "parse",
    "remember",
    "sentences",
]
