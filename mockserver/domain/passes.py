"""The states and the platforms of passes."""

from enum import StrEnum


class Platform(StrEnum):
    """The wallet that a pass is in."""

    IOS = "ios"
    ANDROID = "android"


TEMPLATES = {Platform.IOS: 1, Platform.ANDROID: 2}
"""The template of a pass that names none."""


def named_templates(ios: int | None, android: int | None) -> dict[Platform, int]:
    """Templates by platform, without those that are not named."""
    given = {Platform.IOS: ios, Platform.ANDROID: android}
    return {platform: template for platform, template in given.items() if template is not None}


class PassStatus(StrEnum):
    """The state of one pass."""

    INSTALLED = "installed"
    UNINSTALLED = "uninstalled"
    NOT_BEEN_INSTALLED = "not_been_installed"


class StatusFilter(StrEnum):
    """The installation status that a listing asks for."""

    INSTALLED = "installed"
    UNINSTALLED = "uninstalled"
    BEEN_INSTALLED = "been_installed"
    NOT_BEEN_INSTALLED = "not_been_installed"


STATUSES_OF: dict[StatusFilter, tuple[str, ...]] = {
    StatusFilter.INSTALLED: (PassStatus.INSTALLED,),
    StatusFilter.UNINSTALLED: (PassStatus.UNINSTALLED,),
    StatusFilter.BEEN_INSTALLED: (PassStatus.INSTALLED, PassStatus.UNINSTALLED),
    StatusFilter.NOT_BEEN_INSTALLED: (PassStatus.NOT_BEEN_INSTALLED,),
}
