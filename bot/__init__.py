"""The faces of Yinju: the terminal and Telegram."""
