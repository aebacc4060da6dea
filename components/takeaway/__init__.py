"""Take-away: a workshop's storyboard as PDF, slides, and a bundle of static pages that opens without network."""
