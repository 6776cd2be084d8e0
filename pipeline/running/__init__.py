"""A run: the delivery as a whole, the turn of one dossier, and what is noticed across all pages."""
