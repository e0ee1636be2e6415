"""The test author's kit."""
