"""What packages above may react to. Each signal is sent inside the transaction, after the change was flushed.

The sender is the record itself; `actor` says who did it.
"""

from blinker import Namespace

_signals = Namespace()

round_opened = _signals.signal("round-opened")
assessment_submitted = _signals.signal("assessment-submitted")
assessment_returned = _signals.signal("assessment-returned")
assessment_verified = _signals.signal("assessment-verified")
