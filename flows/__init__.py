"""Prefect: when, how often, how many at once, and what people see of it."""
