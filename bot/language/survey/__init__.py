"""What is said of a service that was rendered: scores, their reasons, praise."""
