"""Review decisions: what to ask, which answer counts, how an answer is written, and what a sample shows."""
