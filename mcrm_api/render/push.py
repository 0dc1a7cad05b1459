"""Notifications, devices and preferences as the contract shows them."""


def notification(call, message):
    """
    :param Call call: the request of the member whose message it is
    :param mcrm.push.message message: in sudo
    :return: Notification (dict)
    """
    return {
        "id": message.id,
        "title": message.title,
        "body": message.body or "",
        "purpose": message.purpose,
        "deep_link": message.deep_link or None,
        "at": call.at(message.create_date),
        "read": bool(message.read_at),
    }


def device(call, record):
    """
    :param Call call: the request of the member whose device it is
    :param mcrm.push.device record: in sudo
    :return: Device (dict)
    """
    return {
        "id": record.installation,
        "kind": record.kind,
        "platform": record.platform or None,
        "language": record.language or None,
        "app_version": record.app_version or None,
        "last_seen": call.at(record.last_seen),
    }


def preferences(call):
    """
    :param Call call: the request of a member
    :return: Preferences (dict)
    """
    return {"marketing": bool(call.member_sudo._mcrm_has_consent("marketing")), "quiet_hours": None}
