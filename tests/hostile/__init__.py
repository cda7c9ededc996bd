"""What nobody should send, made from seeds by the thousand: nothing breaks, and nothing is slower than it is long."""
