"""The commands of the command line, one file each.

A command is a module with NAME, HELP, add_arguments(parser) and run(arguments, settings) -> exit status.
"""
