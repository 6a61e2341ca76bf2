"""Slow work for visitors: in a fair line, with the time it takes, and told after a restart."""
