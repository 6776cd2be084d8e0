"""Pages of HTML that stand on their own, and the page of one dossier: scans, values, and why they are what they are."""
