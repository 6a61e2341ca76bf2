"""What is to be done to a clip, otherwise than last time, or no more."""
