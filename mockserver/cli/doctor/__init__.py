"""`mockserver doctor`: what may stand in the way of a server or of its clients on this machine."""
