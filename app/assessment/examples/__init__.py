"""Examples of good evidence: descriptions of what proved a level in an assessment that was accepted.

A verifier chooses the evidence and describes it without persons (`app/assessment/hiding.py` masks them); nothing of the
file itself is shown to others. The ministry may share an example with every government. It can be withdrawn at any
time.
"""
