"""The control surface under /__admin: what tests may do that real callers may not."""
