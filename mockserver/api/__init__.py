"""The front desk: one function for each documented operation."""
