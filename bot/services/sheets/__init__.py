"""Tables that people keep in Excel: in and out as CSV or XLSX, every wrong cell named (REQ B1)."""
