-- Sign-ins: many and personal, so they are no events, and an erasure removes them.
CREATE TABLE logins (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    id BLOB NOT NULL CONSTRAINT logins_id_ck CHECK (length(id) = 16),
    address TEXT NOT NULL CONSTRAINT logins_address_ck CHECK (length(address) BETWEEN 2 AND 45),
    outcome TEXT NOT NULL CONSTRAINT logins_outcome_ck CHECK (outcome IN ('succeeded', 'failed', 'refused')),
    means TEXT NOT NULL CONSTRAINT logins_means_ck CHECK (means IN ('password', 'link', 'single_sign_on')),
    CONSTRAINT logins_id_pk PRIMARY KEY (tenant_no, customer_id, at, id),
    CONSTRAINT logins_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id)
) STRICT, WITHOUT ROWID;
