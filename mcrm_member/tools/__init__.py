from . import contacts, member_number, qr_token
