"""The register and its books in a database, SQLite or PostgreSQL: opened, migrated, written, searched, backed up."""
