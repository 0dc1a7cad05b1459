"""Notifications, devices and preferences."""

from odoo import http

from ..dispatch.route import api_route
from ..render.push import device, notification, preferences
from ..schemas import push as schemas
from ..schemas.base import PageQuery
from .lists import page

TAG, DEVICE_TAG = "Notifications", "Devices"


class PushController(http.Controller):
    @api_route(
        "GET",
        "me/notifications",
        tag=TAG,
        summary="The inbox, newest first",
        query=PageQuery,
        answer=schemas.Notifications,
    )
    def me_notifications(self, call):
        limit = call.query.limit
        messages_sudo = call.sudo("mcrm.push.message")._mcrm_inbox(call.member_sudo, limit + 1, call.query.before_id)
        return page(messages_sudo, limit, lambda message: notification(call, message))

    @api_route(
        "POST",
        "me/notifications/read",
        tag=TAG,
        summary="Mark notifications as read; those of others are left alone",
        body=schemas.NotificationsRead,
        status=204,
    )
    def me_notifications_read(self, call):
        messages_sudo = call.sudo("mcrm.push.message")
        messages_sudo._mcrm_mark_read(call.member_sudo, call.now, call.body.ids, call.body.up_to)

    @api_route(
        "PUT",
        "me/devices/<string:device_id>",
        tag=DEVICE_TAG,
        summary="Register this installation for push messages; fine to repeat",
        body=schemas.DeviceInput,
        answer=schemas.Device,
    )
    def put_device(self, call, device_id):
        values = {**call.body.model_dump(), "installation": device_id}
        return device(call, call.sudo("mcrm.push.device")._mcrm_register(call.member_sudo, values, call.now))

    @api_route(
        "DELETE",
        "me/devices/<string:device_id>",
        tag=DEVICE_TAG,
        summary="No more push messages to this installation; fine to repeat",
        status=204,
    )
    def delete_device(self, call, device_id):
        call.sudo("mcrm.push.device")._mcrm_forget(call.member_sudo, device_id)

    @api_route("GET", "me/preferences", tag=TAG, summary="What the member wants to hear", answer=schemas.Preferences)
    def me_preferences(self, call):
        return preferences(call)

    @api_route(
        "PUT",
        "me/preferences",
        tag=TAG,
        summary="Say what the member wants to hear; given whole",
        body=schemas.PreferencesInput,
        answer=schemas.Preferences,
    )
    def put_preferences(self, call):
        call.member_sudo._mcrm_change_preferences(call.body.marketing, call.now)
        return preferences(call)
