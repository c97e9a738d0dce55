"""People take over: cases, queues, deadlines and alarms (REQ A2, A4, A7, A8)."""
