"""What comes in: the papers of a delivery, its pages put into dossiers, and whether the scans are good enough."""
