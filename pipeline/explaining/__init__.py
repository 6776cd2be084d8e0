"""What every problem code means: Dutch sentences for reports, screens and the handbook, from one place."""
