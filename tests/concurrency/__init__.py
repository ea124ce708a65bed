"""Several people at once: whoever comes second is told, and nothing is written twice or lost."""
