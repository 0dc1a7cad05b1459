"""Sending through Firebase Cloud Messaging.

pyfcm builds the payload and obtains the access token. The sending is ours: pyfcm sends one message at a time, or opens
one connection per message, and sleeps inside the call when the service asks to wait.
"""

import asyncio
import logging
from collections.abc import Iterable
from typing import NamedTuple

import aiohttp
from google.auth.exceptions import GoogleAuthError
from google.oauth2 import service_account
from pyfcm import FCMNotification
from pyfcm.errors import FCMError

from ..tools.outcome import Reply

_logger = logging.getLogger(__name__)

ENDPOINT = FCMNotification.FCM_END_POINT_BASE
SCOPES = ["https://www.googleapis.com/auth/firebase.messaging"]
CONNECTIONS = 100  # kept alive and shared by a batch
TIMEOUT = 20  # seconds for one message, connecting included
BODY_LENGTH = 1000  # characters; a payload may hold 4096 bytes
TITLE_LENGTH = 120


class Push(NamedTuple):
    """One message to one device. `ttl` in seconds, `expires` in seconds since 1970."""

    delivery_id: int
    token: str
    title: str
    body: str
    data: dict
    collapse_key: str
    ttl: int
    expires: int


class FcmClient:
    """A connection to one Firebase project.

    :param dict account: the values of a service-account key
    :param str endpoint: where messages go; differs from Google's own in tests only
    """

    def __init__(self, account: dict, endpoint: str = ENDPOINT):
        credentials = service_account.Credentials.from_service_account_info(account, scopes=SCOPES)
        self.fcm = FCMNotification(credentials=credentials, project_id=account["project_id"])
        self.fcm.FCM_END_POINT_BASE = endpoint

    def payload(self, push: Push) -> bytes:
        """:return: the body of the request (bytes, JSON)"""
        return self.fcm.parse_payload(
            fcm_token=push.token,
            notification_title=push.title[:TITLE_LENGTH],
            notification_body=push.body[:BODY_LENGTH],
            data_payload=push.data,
            # a message that arrives twice, or is followed by a newer one on the same matter, takes its place
            android_config={
                "collapse_key": push.collapse_key,
                "priority": "HIGH",
                "ttl": f"{push.ttl}s",
                "notification": {"tag": push.collapse_key},
            },
            apns_config={
                "headers": {
                    "apns-collapse-id": push.collapse_key,
                    "apns-priority": "10",
                    "apns-expiration": str(push.expires),
                }
            },
            webpush_config={"headers": {"TTL": str(push.ttl), "Topic": push.collapse_key}},
        )

    def send(self, pushes: Iterable[Push]) -> list[Reply]:
        """Send a batch over few connections. Blocks until each has its answer; raises nothing for a failed one.

        :param pushes: what to send (iterable of Push)
        :return: one answer for each (list of Reply)
        """
        pushes = list(pushes)
        try:
            headers = self.fcm.request_headers()
        except (FCMError, GoogleAuthError) as error:
            _logger.warning("Firebase refuses the credentials: %s", type(error.__context__ or error).__name__)
            return [Reply(push.delivery_id, 401) for push in pushes]
        return asyncio.run(self._send_all(pushes, headers))

    async def _send_all(self, pushes: list[Push], headers: dict) -> list[Reply]:
        connector = aiohttp.TCPConnector(limit=CONNECTIONS)
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=TIMEOUT, sock_read=TIMEOUT)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout, headers=headers) as session:
            return await asyncio.gather(*(self._send_one(session, push) for push in pushes))

    async def _send_one(self, session: aiohttp.ClientSession, push: Push) -> Reply:
        try:
            async with session.post(self.fcm.fcm_end_point, data=self.payload(push)) as response:
                body = "" if response.status == 200 else await response.text()
                return Reply(push.delivery_id, response.status, body, response.headers.get("Retry-After"))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Reply(push.delivery_id, 0)
