from . import mcrm_reservation, mcrm_reservation_table, mcrm_venue, pos_config, res_partner
