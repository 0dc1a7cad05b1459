"""What a controller method gets to know about the request."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from ..tools.values import local

#: what time zones, phone numbers and signatures need to know of the company
COMPANY_FIELDS = ["partner_id", "parent_path", "mcrm_secret", "mcrm_qr_policy"]


@dataclass
class Call:
    """One request, read and checked."""

    env: Any  # environment of the technical user, in the language of the answer
    now: datetime  # naive UTC, as the ORM keeps it
    request_id: str
    address: str  # of the client, behind Odoo's proxy mode
    company: Any = None  # res.company whose guests we serve, in sudo: the technical user may not even read its name
    member_id: int | None = None
    session_id: int | None = None  # mcrm.api.session of the bearer token
    body: Any = None
    query: Any = None
    idempotency_key: str | None = None
    cookies: Any = field(default_factory=dict)
    is_same_site: bool = True

    @property
    def member_sudo(self):
        """The member, in sudo: members have no user and no rights of their own, so every query names its member."""
        return self.env["res.partner"].sudo().browse(self.member_id)

    def sudo(self, model):
        """A model in sudo, for the same reason; the caller names the member or the company in its domain.

        :param str model: name of the model
        :return: empty recordset
        """
        return self.env[model].sudo()

    @cached_property
    def zone(self):
        """Time zone of the café."""
        # just these columns: left to itself the ORM would read the hundred others of a company, and then of a partner
        self.company.fetch(COMPANY_FIELDS)
        self.company.partner_id.fetch(["tz"])
        return self.company._mcrm_timezone()

    @property
    def region(self):
        """Country of phone numbers that name none, ISO 3166 alpha-2."""
        return self.company.country_id.code or "ID"

    @property
    def today(self):
        """The café's date."""
        return local(self.now, self.zone).date()

    def at(self, moment):
        """A moment of the ORM with the café's offset.

        :param datetime moment: naive UTC or False
        :return: aware datetime or None
        """
        return local(moment, self.zone)


@dataclass
class Answer:
    """A successful or deliberate answer with more to it than a body.

    :param data: body before its schema, None for no body
    :param status: HTTP status, None for the route's own
    :param headers: extra headers
    :param cookies: name → keyword arguments of `set_cookie`
    :param is_problem: the body is a problem and keeps its own schema
    """

    data: Any = None
    status: int | None = None
    headers: dict = field(default_factory=dict)
    cookies: dict = field(default_factory=dict)
    is_problem: bool = False
