"""The admin API, which the guides call the lab: what tests may do that real callers may not."""
