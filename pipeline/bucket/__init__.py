"""What stands in the bucket: ALTO, linked data and VIP, what explains them, and the versions that are there."""
