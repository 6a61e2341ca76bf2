"""What was spoken, as words."""
