"""What members are told about their account, in one room."""


def news(env, what, **facts):
    """
    :param env: environment in the member's language
    :param str what: what happened
    :param facts: what the words need, always with `cafe`
    :return: subject and text (tuple of str)
    """
    _ = env._
    words = {
        "password_changed": (
            _("Your password was changed"),
            _("Every other device was signed out. It was not you? Then choose a new password in the app right away."),
        ),
        "token_reused": (
            _("We signed a device out"),
            _(
                "Somebody used an old key of your device “%(device)s” at %(cafe)s. To be safe we signed it out: please"
                " sign in again.",
                device=facts.get("device"),
                cafe=facts["cafe"],
            ),
        ),
        "contact_changed": (
            _("Your contact was changed"),
            _(
                "You now sign in at %(cafe)s with %(contact)s. It was not you? Then call us right away.",
                cafe=facts["cafe"],
                contact=facts.get("contact"),
            ),
        ),
        "account_deleted": (
            _("Your account is deleted"),
            _("Everything %(cafe)s knew about you is gone. You are welcome any time.", cafe=facts["cafe"]),
        ),
    }
    return words[what]
