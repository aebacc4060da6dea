"""What a visitor sees: the frame with its filters, and the panels that pages put together."""
