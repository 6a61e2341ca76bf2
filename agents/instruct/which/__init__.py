"""Which clip is meant, of those on the screen and those before."""
