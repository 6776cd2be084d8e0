"""Brings the bucket in line with the register, and the register with the bucket."""
