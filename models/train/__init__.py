"""Commands that make the shipped weights: each runs as ``python -m models.train.NAME``."""
