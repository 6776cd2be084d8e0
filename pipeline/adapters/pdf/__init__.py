"""Delivered PDFs: opened, with their passwords or torn; their pages, pictures and text, and what cannot be drawn."""
