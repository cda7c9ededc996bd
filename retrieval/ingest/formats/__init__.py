"""Markdown, HTML, Word and PDF -> lines with headings and pages, in a process of its own."""
