"""The user interface: one Gradio page, the routes behind it, and the seam they call."""
