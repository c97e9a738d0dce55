"""What people of the company say to the desk: service workers, agents, invitation codes."""
