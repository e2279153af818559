"""What the world does to a book at the worst moment: kills, full disks, other writers."""
