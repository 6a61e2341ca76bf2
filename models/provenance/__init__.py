"""Where a file is from: the invisible mark in its pictures, the signed record in its container."""
