"""The command line: a file for each noun. Most commands speak to a running server."""
