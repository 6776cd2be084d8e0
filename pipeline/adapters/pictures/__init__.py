"""One picture of an image file: its parts, its pixels, and how much of it is left when it is damaged."""
