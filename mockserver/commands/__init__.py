"""Commands for people and shell scripts, a file for each noun. Most of them speak to a running server."""
