from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.constants import GC_UNLINK_LIMIT

from ..tools.secrets import digest

KEPT = timedelta(days=1)
HASTY = "SET LOCAL synchronous_commit TO off"  # a count lost in a crash is no harm; the wait for the disk would be


class McrmApiAttempt(models.Model):
    """Tries at something that can be guessed. One row per try: inserts never wait for each other."""

    _name = "mcrm.api.attempt"
    _description = "API Attempt"
    _log_access = False

    subject = fields.Char(required=True, help="Digest of what is counted, e.g. an address or an e-mail.")
    at = fields.Datetime(required=True)

    _subject_at_index = models.Index("(subject, at)")

    @api.model
    def _mcrm_take(self, limits, now):
        """Count one try against several limits.

        The rows are written by a cursor of their own: they are there for the other workers at once, and stay
        whatever becomes of the request.

        :param list limits: tuples of subject (str), most tries (int), window (timedelta)
        :param datetime now: naive UTC
        :return: seconds to wait before the next try (int), 0 when this one is fine
        """
        with self.env.registry.cursor() as cr:
            cr.execute(HASTY)
            return max(_take(cr, digest(subject), most, window, now) for subject, most, window in limits)

    @api.model
    def _mcrm_forget(self, subjects):
        """A success: what was tried before it no longer counts.

        :param list subjects: as given to `_mcrm_take`
        """
        digests = [digest(subject) for subject in subjects]
        with self.env.registry.cursor() as cr:  # sees what `_mcrm_take` wrote, which this transaction may not
            cr.execute(HASTY)
            cr.execute("DELETE FROM mcrm_api_attempt WHERE subject = ANY(%s)", (digests,))

    @api.autovacuum
    def _gc_attempts(self):
        self.search([("at", "<", fields.Datetime.now() - KEPT)], limit=GC_UNLINK_LIMIT).unlink()


def _take(cr, subject, most, window, now):
    cr.execute("SELECT count(*), min(at) FROM mcrm_api_attempt WHERE subject = %s AND at > %s", (subject, now - window))
    count, oldest = cr.fetchone()
    if count >= most:
        return max(1, int((oldest + window - now).total_seconds()))
    cr.execute("INSERT INTO mcrm_api_attempt (subject, at) VALUES (%s, %s)", (subject, now))
    return 0
