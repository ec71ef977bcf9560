"""What learning leaves behind: memories, points, streaks."""
