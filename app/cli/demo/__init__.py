"""Content and steps of the demonstration: `flask seed demo`."""
