"""What we know: contracts, queries and preparation of every table. Never imports streamlit."""
