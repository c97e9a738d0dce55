"""The channels: a file each, that verifies, parses and sends; base.py is the port."""
