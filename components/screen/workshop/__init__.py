"""Storyboards on screen: the desk, the projector, the presenter, and what they share."""
