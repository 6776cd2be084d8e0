"""Searching by value and by person, wherever the register is kept: notations, typing errors, names, what was meant."""
