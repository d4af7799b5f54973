"""The embedded texts: the twin of shared/src/domain/matching/texts.ts, same template version."""

TEMPLATE = 1


def posting_text(posting: dict) -> str:
    parts = [
        posting["title"],
        " ".join(posting.get("skills") or []),
        " ".join(posting.get("majors") or []),
        posting["description"],
        posting.get("requirements") or "",
    ]
    return "\n".join(part for part in parts if part)


def profile_text(profile: dict) -> str:
    intent = profile.get("intent") or {}
    parts = [
        " ".join(intent.get("titles") or []),
        profile.get("major") or "",
        " ".join(profile.get("skills") or []),
        " ".join(profile.get("certificates") or []),
        profile.get("experience") or "",
    ]
    return "\n".join(part for part in parts if part)
