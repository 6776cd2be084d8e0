"""Processes of this machine: those that read, confined; a PostgreSQL; whether an owner lives; what killed ones left."""
