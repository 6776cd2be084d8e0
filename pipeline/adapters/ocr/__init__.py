"""Reading a page: Tesseract, PP-OCRv6 and both together, whole pages, plans in parts, and zones again."""
