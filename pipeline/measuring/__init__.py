"""How good kaft's answers are, measured against known ones: what is right, how sure one may be, which limits follow."""
