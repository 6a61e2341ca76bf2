"""What several looks share: holding still, smoothing, drawing lines, textures and tones."""
