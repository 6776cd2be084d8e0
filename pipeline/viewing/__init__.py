"""Self-contained HTML pages, and the page of one dossier: scans, values, and why they are what they are."""
