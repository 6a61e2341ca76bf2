"""From what was said, and the scene it was said in, to a decision."""
