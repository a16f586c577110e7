"""Where web addresses are spoken."""

from __future__ import annotations

from mondegreen.heard import Heard
from mondegreen.text import Gap, is_address

#: What is spoken at the ends of a web address: "www dot example dot com".
_DOT, _DOMAINS = "dot", frozenset("com org net edu gov info io ai co tv fm uk eu es de fr nl it ca".split())
_DOT_DOMAINS = frozenset({"dotcom", "dotorg", "dotnet"})
_WEB = ("www", "w")
_ADDRESS_WORDS = 6


def spoken_addresses(heard: Heard) -> list[tuple[int, int]]:
    """Where web addresses are spoken: "www dot example dot com", "at example dot com", "next example.com".

    How many words of the address stand before its "dot com" is not known: all between it and "www", else the last.
    """
    norms, found = heard.norms, []
    for k, norm in enumerate(norms):
        ends = norm in _DOT_DOMAINS or (norm == _DOT and k + 1 < len(norms) and norms[k + 1] in _DOMAINS)
        if not ends and not (is_address(heard.tokens[k].text) and heard.tokens[k].text[0] not in "@#<[("):
            continue
        first = k
        while first > 0 and k - first < _ADDRESS_WORDS and heard.gaps[first] <= Gap.SPACE:
            first -= 1
        web = [j for j in range(first, k) if norms[j] in _WEB]
        found.append((web[-1] if web else max(first, k - 1), k + 1))
    return found
