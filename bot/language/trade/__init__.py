"""What: the catalogue's services in everyday words, and how much of them there is to do."""
