"""The editor and the creator: plans, tools and slow work, as far as the guard's gate."""
