"""What the plan tells whoever listens, inside the transaction: what leaves the house is queued with `after_commit`.

The sender is the plan; `actor` says who did it, `submission` which version it is about.
"""

from blinker import Namespace

_signals = Namespace()

plan_submitted = _signals.signal("plan-submitted")
plan_returned = _signals.signal("plan-returned")
plan_accepted = _signals.signal("plan-accepted")
