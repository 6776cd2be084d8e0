"""What is in the bucket: ALTO, linked data, VIP, the schemas that explain them, and the versions already there."""
