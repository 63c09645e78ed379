"""`make rules`: print every rule with the places it lives in; fail if one has none."""

from __future__ import annotations

import sys

from tests.rules.where import places


def main() -> int:
    """Print the table; return 1 when a rule lives nowhere."""
    found = places()
    nowhere = [rule for rule, where in found.items() if not where]
    for rule, where in found.items():
        sys.stdout.write(f"{rule.id:9} {rule.text}\n")
        for place in where or ("NOWHERE",):
            sys.stdout.write(f"{'':9} {place}\n")
    sys.stdout.write(f"\n{len(found)} rules, {len(nowhere)} of them nowhere.\n")
    for rule in nowhere:
        sys.stdout.write(f"{rule.id:9} {rule.text}\n")
    return 1 if nowhere else 0


if __name__ == "__main__":
    sys.exit(main())
