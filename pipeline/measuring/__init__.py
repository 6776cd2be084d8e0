"""How good what kaft says is, against known answers: what is right, how sure one may be, and the limits that follow."""
