"""What a map draws: rows of its layers, what its marks mean, and what cannot be drawn. Nothing here knows Streamlit."""
