"""SandboxRegistry: isolated worlds on one server, each with data, ids, clock, dials and memory of its own."""
