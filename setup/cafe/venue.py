"""When and where guests can reserve a table."""

from .company import NAME, TIME_ZONE

OPENING, CLOSING = 8.0, 22.0  # hours of the day, every day


def _hours(env):
    days = [
        (0, 0, {"name": f"Hari {day + 1}", "dayofweek": str(day), "hour_from": OPENING, "hour_to": CLOSING})
        for day in range(7)
    ]
    return env["resource.calendar"].create({"name": "Jam buka", "tz": TIME_ZONE, "attendance_ids": [(5,), *days]})


def create(env, config):
    """Open the café's floors for reservations.

    :param config: the till whose floors they are (pos.config)
    :return: the venue (mcrm.venue)
    """
    return env["mcrm.venue"].create(
        {
            "name": NAME,
            "floor_ids": [(6, 0, config.floor_ids.ids)],
            "resource_calendar_id": _hours(env).id,
            "tz": TIME_ZONE,
        }
    )
