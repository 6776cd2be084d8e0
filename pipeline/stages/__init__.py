"""What is done to a dossier: one module per stage, named by its verb."""
