"""People of a government: who they are, what they are appointed to, how they are invited."""
