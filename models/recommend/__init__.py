"""Recommenders: from who liked what to what else they would like. No store, no page."""
