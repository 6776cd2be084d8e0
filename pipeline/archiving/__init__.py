"""Packages for an archive's repository: BagIt, E-ARK and meemoo, and what they are made of."""
