"""Who and how to reach them: phone numbers however they are told, and what somebody is called."""
