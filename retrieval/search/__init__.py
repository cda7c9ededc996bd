"""An index opened to be searched: its documents as they are asked for, and all of them at once."""
