"""Loopback fakes of the messaging services, written from the services' own documents.

They know nothing of ``bot.channels``: the adapters and the fakes check each other.
"""
