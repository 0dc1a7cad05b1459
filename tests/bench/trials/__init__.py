"""What `setup/bench ledger` measures, with Odoo loaded into the process."""
