"""The official lists: read as published, kept on disk, and asked for a town, a street, an address or a division."""
