"""What each part of a briefing says."""
