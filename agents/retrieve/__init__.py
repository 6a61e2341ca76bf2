"""What people made: the catalogue, a visitor's taste, candidates, their order, and why."""
