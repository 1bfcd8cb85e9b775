"""The command: each file parses one subcommand's words, calls one function and prints what came."""
