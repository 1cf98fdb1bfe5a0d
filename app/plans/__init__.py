"""The action plan: compiled from gaps, complaints and proposals, approved, submitted, reviewed, published."""
