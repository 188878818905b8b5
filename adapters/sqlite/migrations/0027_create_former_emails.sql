-- Addresses that customers gave up: what went there is about them still, and an erasure finds it by these rows.
CREATE TABLE former_emails (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL CONSTRAINT former_emails_email_key_ck CHECK (instr(email_key, '@') > 1),
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT former_emails_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT former_emails_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id)
) STRICT, WITHOUT ROWID;

-- Everything that went to an address, whether it has ended or not.
CREATE INDEX invitations_address_ix ON invitations (tenant_no, address_key, seat_id) WHERE address_key IS NOT NULL;
