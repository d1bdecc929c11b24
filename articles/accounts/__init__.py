"""Staff accounts: signing in, the second factor, and how long a session lasts."""
