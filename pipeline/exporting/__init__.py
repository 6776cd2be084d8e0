"""Records for other programs and people: flat JSON, tables, and lists for notaries, owners and the town."""
