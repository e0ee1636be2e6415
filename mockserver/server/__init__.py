"""Running the application: on a port, in a thread, in the foreground, in process."""
