"""What subjects say together: crossings, trends, gaps, comparison, briefings."""
