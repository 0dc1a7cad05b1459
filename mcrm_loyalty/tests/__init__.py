from . import (
    test_access,
    test_concurrency,
    test_conflict,
    test_database,
    test_ledger,
    test_merge,
    test_nota,
    test_programs,
    test_scan,
    test_settlement,
    test_tiers,
    test_till,
)
