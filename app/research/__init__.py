"""For research: what visitors agreed to share, without what tells who they are."""
