"""What a sample proves: sample sizes, bounds on a share of errors, and the chance that a score stands for."""
