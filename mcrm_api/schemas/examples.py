"""What a field of a name looks like, for the document: an example where the field gives none of its own."""

EXAMPLES = {
    "access_token": "gk3yJ5J0fX1rQm7c2H8sVw4tZb6nLd9aEoUiPqRkTxY",
    "affordable": 2,
    "app_version": "1.4.0",
    "available": 3,
    "balance": 120,
    "birth_date": "1998-11-24",
    "body": "Your coffee is ready.",
    "booking_window_days": 30,
    "cashier": "Sari",
    "confirmation_token": "1795507200.6f1d4c0b9a8e7d6c5b4a39281706f5e4",
    "cursor": "184",
    "date": "2026-11-24T09:30:00+07:00",
    "deep_link": "/reservations/12",
    "description": "Purchase 26-328-000012",
    "detail": "Please check the marked fields.",
    "device_name": "Pixel 9",
    "earned": 25,
    "email": "ayu@example.com",
    "expires_at": "2026-11-24T09:30:30+07:00",
    "id": 12,
    "ids": [41, 42],
    "image_url": "/mcrm/api/v1/media/program/12/3f2a9c1b7d4e",
    "item_count": 3,
    "joined_on": "2026-01-02",
    "language": "id",
    "limit": 20,
    "logo_url": "/mcrm/api/v1/media/logo/1/3f2a9c1b7d4e",
    "max_party_size": 8,
    "member_number": "1234567897",
    "method": "QRIS",
    "name": "Ayu Lestari",
    "next_cursor": "184",
    "note": "A table at the window, please",
    "number": "26-328-000012",
    "order_id": 310,
    "party_size": 2,
    "password": "es kopi susu 7",
    "phone": "+6281200000001",
    "place": "Kopi Contoh",
    "platform": "android",
    "points": 25,
    "points_earned": 25,
    "points_price": 50,
    "privileges": "Free delivery",
    "purpose": "transactional",
    "quantity": 2,
    "quiet_hours": None,
    "reference": "MFRGGZDFMZTWQ2LK",
    "refresh_token": "Zt8vYq2mK6xWn4bRj0cLp7sHd1fGa5eUoIiTyQwErXs",
    "remaining": 42,
    "seats_left": 6,
    "source": "app",
    "spent": 0,
    "summary": "20% off",
    "table": "12",
    "terms": "One for each visit.",
    "title": "Free refill",
    "token": "fcm-registration-token-of-this-installation",
    "unread_notifications": 1,
    "until": "2027-11-24",
    "up_to": 42,
    "used_at": "2026-11-24T09:30:00+07:00",
    "valid_until": "2026-12-31",
    "venue_id": 1,
    "verified_at": "2026-11-24T09:30:00+07:00",
    "version": "2026-11",
    "whatsapp": "+6281200000001",
}


def with_examples(schema: dict) -> None:
    """Give each property an example.

    :param dict schema: JSON schema of an object, changed in place
    """
    for name, field in schema.get("properties", {}).items():
        if name in EXAMPLES and not explains_itself(field):
            field["examples"] = [EXAMPLES[name]]


def explains_itself(field: dict) -> bool:
    """
    :param dict field: JSON schema of a property
    :return: whether it has an example, or needs none (bool)
    """
    parts = [field, *field.get("anyOf", ()), field.get("items", {})]
    return field.get("type") == "boolean" or any({"examples", "enum", "const", "$ref"} & part.keys() for part in parts)
