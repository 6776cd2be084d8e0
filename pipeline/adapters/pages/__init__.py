"""Pages of delivered files, image or PDF: opened, looked over for silent damage, measured, cleaned, turned upright."""
