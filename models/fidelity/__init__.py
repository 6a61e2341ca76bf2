"""Whether what was asked for, or made, may be shown."""
