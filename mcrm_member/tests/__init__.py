from . import (
    test_mail_thread,
    test_access,
    test_mcrm_consent,
    test_mcrm_identity,
    test_pos_config_scan,
    test_rerun,
    test_res_company,
    test_res_partner,
    test_till,
)
