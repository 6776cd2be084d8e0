"""What a sample proves: sample sizes, bounds on an error rate, and the probability that a score stands for."""
