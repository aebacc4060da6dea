"""What can be asked: filters, picks, years, in one grammar."""
