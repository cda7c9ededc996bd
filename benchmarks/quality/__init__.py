"""The quality gate: every question set asked of what it was written for, and compared with recorded floors."""
