"""What a chart draws, as plain values: figures, their words, and one catalogue. Nothing here knows Streamlit."""
