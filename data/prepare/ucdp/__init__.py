"""UCDP: events, yearly and monthly totals, what its texts name."""
