"""Pages of pathways: reading them, beginning one, writing a draft, reading it again and publishing it."""
