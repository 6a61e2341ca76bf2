"""The looks themselves, one a file."""
