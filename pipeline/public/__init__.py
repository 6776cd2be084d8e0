"""The public tier: which documents are open, what everybody may see of a record, and the feed of its changes."""
