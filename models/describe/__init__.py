"""Words for what clips show."""
