"""Every role in memory, for tests and dry runs; and the rules of the register that hold in a database too."""
