"""The emulated API: one function for each documented operation."""
