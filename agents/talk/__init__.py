"""What is answered with words alone."""
