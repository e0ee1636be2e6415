"""Other emulators and mock servers, measured beside this one."""
