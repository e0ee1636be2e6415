"""Everything that speaks ASGI: middleware, the emulated API, the admin API."""
