"""How often verdicts on claims and cells of tables are right."""
