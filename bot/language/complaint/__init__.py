"""What is said to a complaint: the grievance, the demand, how it stands, whether it is settled."""
