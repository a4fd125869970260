"""Where a daemon and a fresh audit of the same engine disagree: nowhere, once the daemon has caught up.

The host and the engine's own settings are left out: both are read from files and processes that others change
meanwhile, and of which no event tells.
"""


def verdicts(report: dict) -> dict[tuple[str, str, str], tuple]:
    """Of a document plimsoll.report/v1: what was judged, by kind and identity of the subject and rule."""
    return {(result["subject"]["kind"], result["subject"]["identity"], result["rule"]):
            (result["verdict"], sorted(item["key"] for item in result["items"])) for result in report["results"]
            if result["subject"]["kind"] not in ("host", "engine")}


def divergence(known: dict, fresh: dict) -> list[str]:
    """Of two such documents, one line for each verdict that differs, or that only one of them has."""
    ours, theirs = verdicts(known), verdicts(fresh)
    return [f"{' '.join(key)}: {ours.get(key, 'not judged')}, a fresh audit: {theirs.get(key, 'not judged')}"
            for key in sorted(ours.keys() | theirs.keys()) if ours.get(key) != theirs.get(key)]
