"""What is looked for among what is here, in words and by likeness."""
