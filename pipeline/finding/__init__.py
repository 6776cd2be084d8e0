"""Finding dossiers: by what people search for, and those that may be one and the same."""
