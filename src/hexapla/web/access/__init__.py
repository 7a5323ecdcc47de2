"""Who gets to the desk: sign-in, sessions, trusted proxies, OpenID providers."""
