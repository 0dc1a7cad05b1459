from . import (
    loyalty_card,
    loyalty_history,
    loyalty_program,
    loyalty_rule,
    pos_config,
    pos_order,
    pos_order_line,
    pos_order_nota,
    pos_order_settlement,
    res_company,
    res_partner,
)
