"""Classical video styles, parametric edits and the visible label: pixels in, pixels out."""
