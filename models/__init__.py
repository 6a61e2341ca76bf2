"""What computes: media, encoders, stylers, recommenders. Knows no UI, no store, no dialogue."""
