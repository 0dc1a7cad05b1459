from . import outcome, service_account
