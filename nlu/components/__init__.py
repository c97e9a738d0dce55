"""Graph components and stores that the engine loads by name (`components.…`)."""

from components.action_check import install

install()
