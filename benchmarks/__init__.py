"""Programs that measure the front desk against a baseline in the same run; `make bench`."""
