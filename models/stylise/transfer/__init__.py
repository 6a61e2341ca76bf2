"""The style of any picture, carried over to a clip by a small network."""
