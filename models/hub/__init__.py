"""Larger models: which they are, where their files come from, and whether they fit."""
