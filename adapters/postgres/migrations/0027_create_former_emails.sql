-- Addresses that customers gave up: what went there is about them still, and an erasure finds it by these rows.
CREATE TABLE former_emails (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL CONSTRAINT former_emails_email_key_ck CHECK (strpos(email_key, '@') > 1),
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT former_emails_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT former_emails_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id)
);

ALTER TABLE former_emails ENABLE ROW LEVEL SECURITY;
ALTER TABLE former_emails FORCE ROW LEVEL SECURITY;
CREATE POLICY former_emails_tenant ON former_emails USING (tenant_no = current_tenant_no());

-- Everything that went to an address, whether it has ended or not.
CREATE INDEX invitations_address_ix ON invitations (tenant_no, address_key, seat_id) WHERE address_key IS NOT NULL;
