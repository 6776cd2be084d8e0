"""The evidence for replacing paper by scans (substitutie), per series: gathered, as a page and as tables."""
