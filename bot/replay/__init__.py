"""Scripted customers: a file of scenarios played through the whole desk (frontdesk replay)."""
