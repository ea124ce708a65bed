"""Pages of useful addresses."""
