"""Parts that pages share: charts with their heads, tables of records, comparison, source notes."""
