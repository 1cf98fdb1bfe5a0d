"""What happened to complaints, for packages above (a channel that wants to know, a plan that counts)."""

from blinker import Namespace

_signals = Namespace()

# sender: the Complaint; event: the ComplaintEvent that was just added. Sent inside the transaction; whatever leaves the
# house waits for `app.db.after_commit`. Imports do not send it: their source knows already.
complaint_handled = _signals.signal("complaint-handled")
