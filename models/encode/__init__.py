"""Images and sentences as unit vectors in one space."""
