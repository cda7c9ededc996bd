"""What a person can do, whatever program they do it with: use cases over ports, without Telegram, SQL or a terminal."""
