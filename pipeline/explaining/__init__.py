"""What every code of a problem means: Dutch sentences for reports, screens and the handbook, from one place."""
