-- The stream of what people do to a tenant's outbox.
CREATE TABLE outboxes (
    tenant_no INTEGER NOT NULL CONSTRAINT outboxes_tenant_no_fk REFERENCES tenants,
    id BLOB NOT NULL CONSTRAINT outboxes_id_ck CHECK (length(id) = 16),
    revision INTEGER NOT NULL CONSTRAINT outboxes_revision_ck CHECK (revision > 0),
    CONSTRAINT outboxes_id_pk PRIMARY KEY (tenant_no, id)
) STRICT, WITHOUT ROWID;

-- Address, facts and problem are personal, and an erasure clears them; the secret is gone once the mail has ended.
CREATE TABLE mails (
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
    state TEXT NOT NULL CONSTRAINT mails_state_ck CHECK (state IN ('queued', 'leased', 'sent', 'dead')),
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
    CONSTRAINT mails_ended_at_ck CHECK ((ended_at IS NOT NULL) = (state IN ('sent', 'dead')))
) STRICT, WITHOUT ROWID;

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

-- Addresses to which nothing is sent.
CREATE TABLE mail_suppressions (
    tenant_no INTEGER NOT NULL CONSTRAINT mail_suppressions_tenant_no_fk REFERENCES tenants,
    address_key TEXT NOT NULL CONSTRAINT mail_suppressions_address_key_ck CHECK (instr(address_key, '@') > 1),
    address TEXT NOT NULL,
    cause TEXT NOT NULL CONSTRAINT mail_suppressions_cause_ck CHECK (cause IN ('administrator', 'refused')),
    since INTEGER NOT NULL,
    problem TEXT,
    CONSTRAINT mail_suppressions_address_key_pk PRIMARY KEY (tenant_no, address_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE mail_texts (
    tenant_no INTEGER NOT NULL CONSTRAINT mail_texts_tenant_no_fk REFERENCES tenants,
    id BLOB NOT NULL CONSTRAINT mail_texts_id_ck CHECK (length(id) = 16),
    revision INTEGER NOT NULL CONSTRAINT mail_texts_revision_ck CHECK (revision > 0),
    CONSTRAINT mail_texts_id_pk PRIMARY KEY (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mail_text_versions (
    tenant_no INTEGER NOT NULL,
    mail_text_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    -- Empty where the built-in text came back.
    parts TEXT CONSTRAINT mail_text_versions_parts_ck CHECK (parts IS NULL OR json_valid(parts)),
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT mail_text_versions_position_pk PRIMARY KEY (tenant_no, mail_text_id, position),
    CONSTRAINT mail_text_versions_mail_text_id_fk FOREIGN KEY (tenant_no, mail_text_id)
        REFERENCES mail_texts (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER mail_text_versions_are_never_changed BEFORE UPDATE ON mail_text_versions
BEGIN
    SELECT raise(ABORT, 'a version of a text is never changed');
END;

CREATE TRIGGER mail_text_versions_are_never_removed BEFORE DELETE ON mail_text_versions
BEGIN
    SELECT raise(ABORT, 'a version of a text is never removed');
END;
