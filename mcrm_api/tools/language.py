"""Which of our two languages a request wants."""

LANGUAGES = {"id": "id_ID", "en": "en_US"}


def preferred(header: str | None) -> str | None:
    """The best known language of an `Accept-Language` header.

    :param str header: e.g. `id-ID,id;q=0.9,en;q=0.5`
    :return: "id", "en" or None when neither is asked for (str)
    """
    best, best_weight = None, 0.0
    for part in (header or "").split(",")[:16]:
        tag, _separator, parameters = part.strip().partition(";")
        weight = _weight(parameters)
        language = tag.partition("-")[0].strip().lower()
        if language in LANGUAGES and weight > best_weight:
            best, best_weight = language, weight
    return best


def short(code: str | None) -> str:
    """Odoo's language code as clients see it.

    :param str code: e.g. `id_ID`
    :return: "id" or "en" (str)
    """
    return "en" if (code or "").startswith("en") else "id"


def _weight(parameters: str) -> float:
    name, _separator, value = parameters.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
