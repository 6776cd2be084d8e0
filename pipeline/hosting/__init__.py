"""This machine: what must be installed on it, what kaft is made of, and the services that 'kaft up' keeps running."""
