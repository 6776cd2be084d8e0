"""The outside world: each module translates one library, program or protocol to a port."""
