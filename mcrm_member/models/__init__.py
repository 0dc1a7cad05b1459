from . import (
    mail_thread,
    mcrm_consent,
    mcrm_identity,
    pos_config,
    res_company,
    res_config_settings,
    res_partner,
    res_partner_erase,
)
