"""What the API says when it says no: every sentence in one room, in the language of the request."""


def problem_text(env, code):
    """
    :param env: environment in the language of the answer
    :param str code: code of a problem of the API itself
    :return: sentence (str)
    """
    _ = env._
    return {
        "validation_failed": _("Please check the marked fields."),
        "unauthenticated": _("Please sign in first."),
        "not_found": _("We could not find that."),
        "method_not_allowed": _("This address does not take that method."),
        "unsupported_media_type": _("Please send JSON with Content-Type: application/json."),
        "body_too_large": _("This request is larger than 64 KiB."),
        "json_invalid": _("This is not valid JSON."),
        "not_accepted": _("This cannot be saved as it is."),
        "forbidden": _("This is not allowed."),
        "cross_site_refused": _("This request came from another site."),
        "too_many_requests": _("Too many attempts. Please wait a moment and try again."),
        "busy": _("We are busy right now. Please try again in a moment."),
        "internal_error": _("Something went wrong on our side. Nothing was changed. Please try again."),
        "invalid_credentials": _("This sign-in does not match. Please check your e-mail or phone and your password."),
        "code_invalid": _("This code is wrong or has expired. Please check it or ask for a new one."),
        "password_wrong": _("This password is wrong."),
        "confirmation_invalid": _("This confirmation is too old. Please begin again."),
        "refresh_invalid": _("Your session has ended. Please sign in again."),
        "idempotency_key_missing": _("Please send an Idempotency-Key header of 8 to 128 characters."),
        "idempotency_key_reused": _("This Idempotency-Key was used for a different request."),
        "request_in_flight": _("This request is already being handled. Please wait a moment."),
    }[code]


#: error types of pydantic and of our schemas → the sentence that explains them
SENTENCES = {
    "missing": "required",
    "extra_forbidden": "unknown",
    "string_too_short": "short",
    "too_short": "short",
    "string_too_long": "long",
    "too_long": "long",
    "greater_than_equal": "least",
    "greater_than": "more",
    "less_than_equal": "most",
    "less_than": "less",
    "literal_error": "choice",
    "email_invalid": "email",
    "phone_invalid": "phone",
    "birth_date_invalid": "birth_date",
    "terms_required": "terms",
    "password_too_simple": "password",
    "timezone_aware": "moment",
    "datetime_parsing": "moment",
    "datetime_from_date_parsing": "moment",
    "datetime_type": "moment",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "date_type": "date",
    "int_parsing": "integer",
    "int_parsing_size": "integer",
    "int_from_float": "integer",
    "int_type": "integer",
    "bool_parsing": "boolean",
    "bool_type": "boolean",
    "either_ids_or_up_to": "either",
    "either_email_or_phone": "contact",
    "either_password_or_code": "proof",
}


def field_text(env, error):
    """
    :param env: environment in the language of the answer
    :param dict error: one error of pydantic
    :return: sentence about one field (str)
    """
    sentences = _sentences(env, error.get("ctx") or {})
    return sentences[SENTENCES.get(error["type"], "invalid")]


def _sentences(env, context):
    _ = env._
    return {
        "required": _("This is required."),
        "unknown": _("This field is not known."),
        "short": _("At least %(count)s characters.", count=context.get("min_length")),
        "long": _("At most %(count)s characters.", count=context.get("max_length")),
        "least": _("At least %(count)s.", count=context.get("ge")),
        "more": _("More than %(count)s.", count=context.get("gt")),
        "most": _("At most %(count)s.", count=context.get("le")),
        "less": _("Less than %(count)s.", count=context.get("lt")),
        "choice": _("One of: %(choices)s.", choices=context.get("expected")),
        "email": _("This is not an e-mail address."),
        "phone": _("This is not a phone number."),
        "birth_date": _("This cannot be a date of birth."),
        "terms": _("Please agree to the terms."),
        "password": _("This password is too easy to guess."),
        "moment": _("This is not a moment with a time zone, e.g. 2026-11-28T19:00:00+07:00."),
        "date": _("This is not a date, e.g. 1998-11-24."),
        "integer": _("This is not a whole number."),
        "boolean": _("This is neither true nor false."),
        "either": _("Give either ids or up_to."),
        "contact": _("Give either email or phone."),
        "proof": _("Give either password or code."),
        "invalid": _("This is not valid."),
    }
