"""What is said to a booking besides its details: wishes, remarks, corrections, second thoughts."""
