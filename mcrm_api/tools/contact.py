"""The two kinds of contact that a member signs in with."""


def kind_of(contact: str) -> str:
    """
    :param str contact: e-mail or phone, in any spelling
    :return: "email" or "phone" (str)
    """
    return "email" if "@" in contact else "phone"


def channel_of(contact: str) -> str:
    """
    :param str contact: e-mail or phone, in any spelling
    :return: how a code gets there, "email" or "sms" (str)
    """
    return "email" if kind_of(contact) == "email" else "sms"
