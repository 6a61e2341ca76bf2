"""Reads what a sentence asks for: act, decision, tools, slots, harm."""
