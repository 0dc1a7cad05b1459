def uninstall_hook(env):
    """Leave the opening hours that came with the addon: venues, and perhaps others by now, refer to them."""
    env["ir.model.data"].search(
        [("module", "=", "mcrm_reservation"), ("model", "in", ("resource.calendar", "resource.calendar.attendance"))]
    ).unlink()
