"""Commands for people and shell scripts that speak to a running server, a file for each noun."""
