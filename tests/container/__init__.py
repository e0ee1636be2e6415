"""The image, its health check and its pins."""
