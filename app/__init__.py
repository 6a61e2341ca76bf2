"""What people touch, and what is kept: settings, store, service, user interface."""
