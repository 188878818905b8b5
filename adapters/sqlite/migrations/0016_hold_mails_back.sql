-- A mail may end as held back: a rule kept it from going out.

CREATE TABLE mails_rebuilt (
    tenant_no INTEGER NOT NULL CONSTRAINT mails_tenant_no_fk REFERENCES tenants,
    id BLOB NOT NULL CONSTRAINT mails_id_ck CHECK (length(id) = 16),
    kind TEXT NOT NULL CONSTRAINT mails_kind_ck CHECK (length(kind) BETWEEN 1 AND 40),
    address TEXT,
    address_key TEXT CONSTRAINT mails_address_key_ck CHECK (instr(address_key, '@') > 1),
    -- What stands behind the address's @, so that no domain holds up another; empty once erased.
    domain TEXT NOT NULL,
    customer_id BLOB,
    facts TEXT CONSTRAINT mails_facts_ck CHECK (facts IS NULL OR json_valid(facts)),
    secret_usage TEXT CONSTRAINT mails_secret_usage_ck
        CHECK (secret_usage IN ('invitation_link', 'password_link', 'unlock_link', 'password')),
    secret_key INTEGER CONSTRAINT mails_secret_key_ck CHECK (secret_key >= 0),
    secret_ciphertext BLOB,
    dedupe TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    is_held INTEGER NOT NULL CONSTRAINT mails_is_held_ck CHECK (is_held IN (0, 1)),
    state TEXT NOT NULL CONSTRAINT mails_state_ck
        CHECK (state IN ('queued', 'leased', 'sent', 'dead', 'held_back')),
    attempts INTEGER NOT NULL CONSTRAINT mails_attempts_ck CHECK (attempts >= 0),
    due_at INTEGER NOT NULL,
    epoch INTEGER NOT NULL CONSTRAINT mails_epoch_ck CHECK (epoch >= 0),
    leased_until INTEGER,
    ended_at INTEGER,
    text_version INTEGER CONSTRAINT mails_text_version_ck CHECK (text_version >= 0),
    problem TEXT,
    CONSTRAINT mails_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT mails_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT mails_address_ck CHECK ((address IS NULL) = (address_key IS NULL)),
    CONSTRAINT mails_secret_ck CHECK (
        (secret_usage IS NULL) = (secret_ciphertext IS NULL) AND (secret_key IS NULL) = (secret_ciphertext IS NULL)
        AND (secret_ciphertext IS NULL OR state IN ('queued', 'leased'))
    ),
    CONSTRAINT mails_leased_until_ck CHECK ((leased_until IS NOT NULL) = (state = 'leased')),
    CONSTRAINT mails_ended_at_ck CHECK ((ended_at IS NOT NULL) = (state IN ('sent', 'dead', 'held_back')))
) STRICT, WITHOUT ROWID;

INSERT INTO mails_rebuilt (tenant_no, id, kind, address, address_key, domain, customer_id, facts, secret_usage, secret_key,
    secret_ciphertext, dedupe, queued_at, is_held, state, attempts, due_at, epoch, leased_until, ended_at, text_version, problem)
SELECT tenant_no, id, kind, address, address_key, domain, customer_id, facts, secret_usage, secret_key,
    secret_ciphertext, dedupe, queued_at, is_held, state, attempts, due_at, epoch, leased_until, ended_at, text_version, problem FROM mails
ORDER BY tenant_no, id;

DROP TABLE mails;
ALTER TABLE mails_rebuilt RENAME TO mails;


CREATE UNIQUE INDEX mails_dedupe_uq ON mails (tenant_no, dedupe);
-- What waits, by domain and by time; and what is in hand.
CREATE INDEX mails_domain_ix ON mails (tenant_no, domain, due_at, id) WHERE state = 'queued' AND is_held = 0;
CREATE INDEX mails_due_at_ix ON mails (tenant_no, due_at) WHERE state = 'queued' AND is_held = 0;
CREATE INDEX mails_leased_until_ix ON mails (tenant_no, leased_until) WHERE state = 'leased' AND is_held = 0;
-- Mails that were sent become many, and nobody asks for all of them.
CREATE INDEX mails_state_ix ON mails (tenant_no, state, id) WHERE state <> 'sent';
CREATE INDEX mails_address_key_ix ON mails (tenant_no, address_key, id) WHERE address_key IS NOT NULL;
CREATE INDEX mails_customer_id_ix ON mails (tenant_no, customer_id, id) WHERE customer_id IS NOT NULL;

-- What has ended is over: a mail is never sent twice.
CREATE TRIGGER mails_stay_ended BEFORE UPDATE OF state ON mails WHEN old.ended_at IS NOT NULL
BEGIN
    SELECT raise(ABORT, 'a mail that has ended stays ended');
END;

CREATE TRIGGER mails_are_leased_upwards BEFORE UPDATE OF epoch ON mails WHEN new.epoch < old.epoch
BEGIN
    SELECT raise(ABORT, 'the epoch of a mail only grows');
END;
