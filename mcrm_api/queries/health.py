"""Does the database answer?"""


def check_database(cr):
    """
    :param cr: cursor
    :raise psycopg2.Error: when it does not
    """
    cr.execute("SELECT 1")
