"""Pages of progress: `/capaian`."""
