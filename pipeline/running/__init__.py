"""A run: a whole delivery, the turn of one dossier, and what is noticed of all its pages together."""
