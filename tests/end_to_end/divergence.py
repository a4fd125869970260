"""Where a daemon and a fresh audit of the same engine disagree: nowhere, once the daemon has caught up.

The host and the engine's own settings are left out where others change them meanwhile: both are read from files and
processes, and no event tells of a change.
"""

_CHANGED_BY_OTHERS = ("host", "engine")


def verdicts(report: dict, leave_out: tuple[str, ...] = _CHANGED_BY_OTHERS) -> dict[tuple[str, str, str], tuple]:
    """Of a document plimsoll.report/v1: what was judged, by kind and identity of the subject and rule."""
    return {(result["subject"]["kind"], result["subject"]["identity"], result["rule"]):
            (result["verdict"], sorted(item["key"] for item in result["items"])) for result in report["results"]
            if result["subject"]["kind"] not in leave_out}


def divergence(known: dict, fresh: dict, leave_out: tuple[str, ...] = _CHANGED_BY_OTHERS) -> list[str]:
    """Of two such documents, one line for each verdict that differs, or that only one of them has. `leave_out` names
    kinds of subjects."""
    ours, theirs = verdicts(known, leave_out), verdicts(fresh, leave_out)
    return [f"{' '.join(key)}: {ours.get(key, 'not judged')}, a fresh audit: {theirs.get(key, 'not judged')}"
            for key in sorted(ours.keys() | theirs.keys()) if ours.get(key) != theirs.get(key)]
