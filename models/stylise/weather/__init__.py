"""Times of day and weathers of a clip, one a file: light, sky and what falls through the air."""
