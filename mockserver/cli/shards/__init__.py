"""The command `shards`: what a server needs to run as several behind one address."""
