def pre_init_hook(env):
    """Create the birthday column empty, so that the ORM does not recompute every partner to find nothing.

    No partner has a birth date before this addon: with a hundred thousand partners the computation costs minutes.
    """
    env.cr.execute("ALTER TABLE res_partner ADD COLUMN IF NOT EXISTS mcrm_birth_md int4")
