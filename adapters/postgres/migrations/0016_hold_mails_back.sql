-- A mail may end as held back: a rule kept it from going out.
ALTER TABLE mails DROP CONSTRAINT mails_state_ck;
ALTER TABLE mails ADD CONSTRAINT mails_state_ck
    CHECK (state IN ('queued', 'leased', 'sent', 'dead', 'held_back')) NOT VALID;
ALTER TABLE mails DROP CONSTRAINT mails_ended_at_ck;
ALTER TABLE mails ADD CONSTRAINT mails_ended_at_ck
    CHECK ((ended_at IS NOT NULL) = (state IN ('sent', 'dead', 'held_back'))) NOT VALID;
ALTER TABLE mails VALIDATE CONSTRAINT mails_state_ck;
ALTER TABLE mails VALIDATE CONSTRAINT mails_ended_at_ck;
