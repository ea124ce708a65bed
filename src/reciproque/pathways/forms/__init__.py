"""Forms of pathways: beginning one, its presentation, a step, a variant, a language, reading again."""
