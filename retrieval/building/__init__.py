"""Documents -> an index: what is new is read, segmented and switched to; vectors follow."""
