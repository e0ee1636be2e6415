"""Running a command beside a server of its own, and telling what it asked of the server."""
