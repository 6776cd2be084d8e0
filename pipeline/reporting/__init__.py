"""The report on a delivery: pages for the archive and for the contractor, and the list of what to scan again."""
