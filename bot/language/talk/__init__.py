"""How people talk to a desk: yes and no, questions, manners, waiting, babble."""
