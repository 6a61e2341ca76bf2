"""A video of several clips: asked for, its plan changed and asked about, and made."""
