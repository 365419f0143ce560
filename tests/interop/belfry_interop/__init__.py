"""A second implementation of Belfry's protocol, written from docs/protocol.md.

It shares no code with the Rust crates. It opens letters, checks rosters and boards, finds replies
and reads the other files of the protocol. It seals nothing and keeps nothing: it exists so that a
drift between the page and the code shows. Secrets are ordinary Python values that nobody wipes: it
is a check, not a program to work with.

Section numbers in the modules are those of docs/protocol.md.
"""


class Refused(Exception):
    """Bytes that the protocol says must be refused. The text says why and holds no secret."""
