"""What waits, who works on what, and whether there is room for more."""
