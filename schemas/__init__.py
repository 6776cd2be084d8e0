"""What is written down: the frozen, closed types that travel between stages, registers and buckets."""
