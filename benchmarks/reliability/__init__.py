"""What holds whatever happens, measured. Run with `python -m benchmarks.reliability`."""
