"""Workshop: storyboards of live views, presented to a room, followed on its phones."""
