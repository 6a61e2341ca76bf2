"""What a sentence says, part by part: words in, findings out. Knows no scene and no tool."""
