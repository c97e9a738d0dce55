"""The agents' console: sign-in, the live queue, the thread, the customer, the cases."""

from bot.console.mounting import mount

__all__ = ["mount"]
