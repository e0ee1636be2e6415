"""What the server costs, beside what the same would cost without it. Run with `python -m benchmarks`."""
