"""Single sign-on: with a provider that lies on request, and with a real one."""
