"""Does the database answer, and does what leaves the house leave it?"""

# when the oldest that waits should have left; what is planned for later does not wait
QUEUES = """
    SELECT 'codes' AS name, count(*) AS waiting, min(expires_at) - %(code_lifetime)s AS since
      FROM mcrm_api_challenge WHERE sent_at IS NULL AND expires_at > %(now)s
     UNION ALL
    SELECT 'mail', count(*), min(GREATEST(create_date, scheduled_date)) FROM mail_mail
     WHERE state = 'outgoing' AND (scheduled_date IS NULL OR scheduled_date <= %(now)s)
     UNION ALL
    SELECT 'sms', count(*), min(create_date) FROM sms_sms WHERE state = 'outgoing'
     UNION ALL
    SELECT 'push', count(*), min(due_at) FROM mcrm_push_delivery
     WHERE state IN ('queued', 'sending') AND due_at <= %(now)s
"""


def find_queues(cr, code_lifetime, now):
    """
    :param cr: cursor
    :param timedelta code_lifetime: how long a code is good from when it is asked for
    :param datetime now: naive UTC
    :return: name, waiting and since (naive UTC, None when nothing waits) of each queue (list of dict)
    :raise psycopg2.Error: when the database does not answer
    """
    cr.execute(QUEUES, {"code_lifetime": code_lifetime, "now": now})
    return cr.dictfetchall()
