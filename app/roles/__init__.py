"""The larger models: which of them the settings choose, how they come, who does it meanwhile."""
