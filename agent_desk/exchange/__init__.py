"""Files from other hands: project profiles and lists, read with suspicion."""
