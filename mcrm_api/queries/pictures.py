"""Which pictures there are, and in which version."""

CHECKSUMS = """
    SELECT res_id, checksum FROM ir_attachment
     WHERE res_model = %s AND res_field = %s AND res_id = ANY(%s)
"""


def find_checksums(cr, model, field, ids):
    """
    :param cr: cursor
    :param str model: of the records
    :param str field: image field kept as attachment
    :param list ids: of the records
    :return: id → checksum, without the records that have no picture (dict)
    """
    cr.execute(CHECKSUMS, (model, field, list(ids)))
    return dict(cr.fetchall())
