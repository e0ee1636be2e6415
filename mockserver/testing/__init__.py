"""For test authors: the plugin for pytest, and a container for testcontainers."""
