"""Was this made here? A file is asked about in four ways, and the answer is one of three."""
