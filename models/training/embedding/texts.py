"""The embedded texts: the twin of shared/src/domain/matching/texts.ts, same template version."""

TEMPLATE = 2

# Between the heading of a text (title, wished titles) and its body.
HEADING_END = "\x1f"


def posting_text(posting: dict) -> str:
    parts = [
        posting["title"] + HEADING_END,
        " ".join(posting.get("skills") or []),
        " ".join(posting.get("majors") or []),
        posting["description"],
        posting.get("requirements") or "",
    ]
    return "\n".join(part for part in parts if part)


def profile_text(profile: dict) -> str:
    titles = " ".join((profile.get("intent") or {}).get("titles") or [])
    parts = [
        titles + HEADING_END if titles else "",
        profile.get("major") or "",
        " ".join(profile.get("skills") or []),
        " ".join(profile.get("certificates") or []),
        profile.get("experience") or "",
    ]
    return "\n".join(part for part in parts if part)
