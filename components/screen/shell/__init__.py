"""What stands around every page: the shared filters, chips, the head, and the state of a visit as its address holds it."""
