"""What the console's pages read, and what is typed in there for a customer (REQ A10, G2)."""
