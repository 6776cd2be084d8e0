"""Decisions of the review: what to ask, which answer stands, how an answer is written and what a sample shows."""
