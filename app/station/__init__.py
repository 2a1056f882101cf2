"""What we do, headless: receive, store, ask, send. No Qt."""
