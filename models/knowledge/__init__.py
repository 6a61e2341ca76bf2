"""What is known of the world, with where it is from."""
