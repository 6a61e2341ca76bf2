"""Measures of pictures and videos; arrays in, numbers out."""
