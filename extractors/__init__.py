"""Pure functions from page text to findings: no files, no network, no clock, no environment."""
