"""The report on a delivery: what is known of it, as pages for archive and contractor, and what to scan again."""
