"""What a test may see and steer that a real caller cannot."""
