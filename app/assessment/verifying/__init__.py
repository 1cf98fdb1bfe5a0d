"""Around a verification: objections, second opinions, bulk decisions that can be taken back, samples."""
