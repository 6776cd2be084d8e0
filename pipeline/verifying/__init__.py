"""Checks that nothing is lost or changed: store, register, chain, bucket and public tier."""
