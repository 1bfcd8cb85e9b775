"""Listener: a socket that waits for connections, bound before anything else is opened."""

import errno
import os
import socket

from generate_track.errors import GenerateTrackError

_BACKLOG = 2048


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        GenerateTrackError: it cannot.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server(
            (host, port), family=family, backlog=_BACKLOG, dualstack_ipv6=host == "::" and socket.has_dualstack_ipv6()
        )
    except OSError as error:
        is_address = isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
        hint = f"choose another {'--host' if is_address else '--port'}"
        raise GenerateTrackError(f"cannot listen on {host} port {port}: {reason_of(error)}", hint=hint) from None
    # asyncio sends at once only on what says that it is TCP; else a small answer waits 40 ms for the client's receipt.
    return socket.socket(listener.family, listener.type, socket.IPPROTO_TCP, fileno=listener.detach())


def reason_of(error: OSError) -> str:
    """Return why nothing can listen there, in a few words."""
    # What Python adds to some, such as the address in a tuple, is told already.
    if isinstance(error, socket.gaierror) or error.errno is None:
        return (error.strerror or str(error)).lower()
    return os.strerror(error.errno).lower()
