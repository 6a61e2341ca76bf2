"""Where people decide what a program could not: the queue, its evidence, and what follows."""
