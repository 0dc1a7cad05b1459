from . import mail_notification, mail_thread
from . import mcrm_push_delivery, mcrm_push_device, mcrm_push_message
from . import res_company, res_config_settings, res_partner
