-- The stream of what people do to a tenant's outbox.
CREATE TABLE outboxes (
    tenant_no BIGINT NOT NULL CONSTRAINT outboxes_tenant_no_fk REFERENCES tenants,
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT outboxes_revision_ck CHECK (revision > 0),
    CONSTRAINT outboxes_id_pk PRIMARY KEY (tenant_no, id)
);

-- Address, facts and problem are personal, and an erasure clears them; the secret is gone once the mail has ended.
CREATE TABLE mails (
    tenant_no BIGINT NOT NULL CONSTRAINT mails_tenant_no_fk REFERENCES tenants,
    id UUID NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CONSTRAINT mails_kind_ck CHECK (length(kind) BETWEEN 1 AND 40),
    address TEXT COLLATE "C",
    address_key TEXT COLLATE "C" CONSTRAINT mails_address_key_ck CHECK (strpos(address_key, '@') > 1),
    -- What stands behind the address's @, so that no domain holds up another; empty once erased.
    domain TEXT COLLATE "C" NOT NULL,
    customer_id UUID,
    facts JSON,
    secret_usage TEXT COLLATE "C" CONSTRAINT mails_secret_usage_ck
        CHECK (secret_usage IN ('invitation_link', 'password_link', 'unlock_link', 'password')),
    secret_key BIGINT CONSTRAINT mails_secret_key_ck CHECK (secret_key >= 0),
    secret_ciphertext BYTEA,
    dedupe TEXT COLLATE "C" NOT NULL,
    queued_at BIGINT NOT NULL,
    is_held BOOLEAN NOT NULL,
    state TEXT COLLATE "C" NOT NULL CONSTRAINT mails_state_ck CHECK (state IN ('queued', 'leased', 'sent', 'dead')),
    attempts BIGINT NOT NULL CONSTRAINT mails_attempts_ck CHECK (attempts >= 0),
    due_at BIGINT NOT NULL,
    epoch BIGINT NOT NULL CONSTRAINT mails_epoch_ck CHECK (epoch >= 0),
    leased_until BIGINT,
    ended_at BIGINT,
    text_version BIGINT CONSTRAINT mails_text_version_ck CHECK (text_version >= 0),
    problem TEXT COLLATE "C",
    CONSTRAINT mails_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT mails_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT mails_address_ck CHECK ((address IS NULL) = (address_key IS NULL)),
    CONSTRAINT mails_secret_ck CHECK (
        (secret_usage IS NULL) = (secret_ciphertext IS NULL) AND (secret_key IS NULL) = (secret_ciphertext IS NULL)
        AND (secret_ciphertext IS NULL OR state IN ('queued', 'leased'))
    ),
    CONSTRAINT mails_leased_until_ck CHECK ((leased_until IS NOT NULL) = (state = 'leased')),
    CONSTRAINT mails_ended_at_ck CHECK ((ended_at IS NOT NULL) = (state IN ('sent', 'dead')))
);

CREATE UNIQUE INDEX mails_dedupe_uq ON mails (tenant_no, dedupe);
-- What waits, by domain and by time; and what is in hand.
CREATE INDEX mails_domain_ix ON mails (tenant_no, domain, due_at, id) WHERE state = 'queued' AND is_held = false;
CREATE INDEX mails_due_at_ix ON mails (tenant_no, due_at) WHERE state = 'queued' AND is_held = false;
CREATE INDEX mails_leased_until_ix ON mails (tenant_no, leased_until) WHERE state = 'leased' AND is_held = false;
-- Mails that were sent become many, and nobody asks for all of them.
CREATE INDEX mails_state_ix ON mails (tenant_no, state, id) WHERE state <> 'sent';
CREATE INDEX mails_address_key_ix ON mails (tenant_no, address_key, id) WHERE address_key IS NOT NULL;
CREATE INDEX mails_customer_id_ix ON mails (tenant_no, customer_id, id) WHERE customer_id IS NOT NULL;

-- What has ended is over: a mail is never sent twice.
CREATE TRIGGER mails_stay_ended BEFORE UPDATE OF state ON mails
FOR EACH ROW WHEN (old.ended_at IS NOT NULL) EXECUTE FUNCTION refuse('a mail that has ended stays ended');

CREATE TRIGGER mails_are_leased_upwards BEFORE UPDATE OF epoch ON mails
FOR EACH ROW WHEN (new.epoch < old.epoch) EXECUTE FUNCTION refuse('the epoch of a mail only grows');

-- Addresses to which nothing is sent.
CREATE TABLE mail_suppressions (
    tenant_no BIGINT NOT NULL CONSTRAINT mail_suppressions_tenant_no_fk REFERENCES tenants,
    address_key TEXT COLLATE "C" NOT NULL CONSTRAINT mail_suppressions_address_key_ck CHECK (strpos(address_key, '@') > 1),
    address TEXT COLLATE "C" NOT NULL,
    cause TEXT COLLATE "C" NOT NULL CONSTRAINT mail_suppressions_cause_ck CHECK (cause IN ('administrator', 'refused')),
    since BIGINT NOT NULL,
    problem TEXT COLLATE "C",
    CONSTRAINT mail_suppressions_address_key_pk PRIMARY KEY (tenant_no, address_key)
);

CREATE TABLE mail_texts (
    tenant_no BIGINT NOT NULL CONSTRAINT mail_texts_tenant_no_fk REFERENCES tenants,
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT mail_texts_revision_ck CHECK (revision > 0),
    CONSTRAINT mail_texts_id_pk PRIMARY KEY (tenant_no, id)
);

CREATE TABLE mail_text_versions (
    tenant_no BIGINT NOT NULL,
    mail_text_id UUID NOT NULL,
    position BIGINT NOT NULL,
    -- Empty where the built-in text came back.
    parts JSON,
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT mail_text_versions_position_pk PRIMARY KEY (tenant_no, mail_text_id, position),
    CONSTRAINT mail_text_versions_mail_text_id_fk FOREIGN KEY (tenant_no, mail_text_id)
        REFERENCES mail_texts (tenant_no, id)
);

CREATE TRIGGER mail_text_versions_are_never_changed BEFORE UPDATE ON mail_text_versions
FOR EACH ROW EXECUTE FUNCTION refuse('a version of a text is never changed');

CREATE TRIGGER mail_text_versions_are_never_removed BEFORE DELETE ON mail_text_versions
FOR EACH ROW EXECUTE FUNCTION refuse('a version of a text is never removed');

-- Emptying a whole table asks neither the guards of rows nor row-level security.
CREATE TRIGGER mail_text_versions_are_never_emptied BEFORE TRUNCATE ON mail_text_versions
FOR EACH STATEMENT EXECUTE FUNCTION refuse('what happened is never removed');

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE outboxes ENABLE ROW LEVEL SECURITY;
ALTER TABLE outboxes FORCE ROW LEVEL SECURITY;
CREATE POLICY outboxes_tenant ON outboxes USING (tenant_no = current_tenant_no());
ALTER TABLE mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE mails FORCE ROW LEVEL SECURITY;
CREATE POLICY mails_tenant ON mails USING (tenant_no = current_tenant_no());
ALTER TABLE mail_suppressions ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_suppressions FORCE ROW LEVEL SECURITY;
CREATE POLICY mail_suppressions_tenant ON mail_suppressions USING (tenant_no = current_tenant_no());
ALTER TABLE mail_texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_texts FORCE ROW LEVEL SECURITY;
CREATE POLICY mail_texts_tenant ON mail_texts USING (tenant_no = current_tenant_no());
ALTER TABLE mail_text_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_text_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY mail_text_versions_tenant ON mail_text_versions USING (tenant_no = current_tenant_no());
