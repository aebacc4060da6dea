"""What every adapter hands back and how rows are judged; how tables are written."""
