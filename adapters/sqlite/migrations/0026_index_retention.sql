-- What is kept for a period is found by when it happened.
CREATE INDEX logins_at_ix ON logins (tenant_no, at);
-- Mails that have ended and still say something.
CREATE INDEX mails_ended_at_ix ON mails (tenant_no, ended_at)
    WHERE ended_at IS NOT NULL AND (address IS NOT NULL OR facts IS NOT NULL OR problem IS NOT NULL);
CREATE INDEX submissions_submitted_at_ix ON submissions (tenant_no, submitted_at, customer_id, position);
CREATE INDEX customer_statuses_effective_at_ix ON customer_statuses (tenant_no, effective_at, customer_id, position)
    WHERE status = 'inactive';
