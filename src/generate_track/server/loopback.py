"""Which addresses lead back to this machine."""

from ipaddress import IPv6Address, ip_address


def is_loopback(host: str) -> bool:
    """Return whether a host is an address that leads back to this machine; a name is none."""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    # A socket for both versions tells addresses of version 4 so; older Pythons do not look into them.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback
