"""How scans are read: pages of reports printed to pictures, spoiled as scanners and phones spoil them, and read again."""
