"""How files are read: texts printed as PDF, Word and HTML, and read again by Yinju and by other parsers."""
