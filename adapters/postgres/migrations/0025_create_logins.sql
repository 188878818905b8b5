-- Sign-ins: many and personal, so they are no events, and an erasure removes them.
CREATE TABLE logins (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    at BIGINT NOT NULL,
    id UUID NOT NULL,
    address TEXT COLLATE "C" NOT NULL CONSTRAINT logins_address_ck CHECK (length(address) BETWEEN 2 AND 45),
    outcome TEXT COLLATE "C" NOT NULL CONSTRAINT logins_outcome_ck
        CHECK (outcome IN ('succeeded', 'failed', 'refused')),
    means TEXT COLLATE "C" NOT NULL CONSTRAINT logins_means_ck
        CHECK (means IN ('password', 'link', 'single_sign_on')),
    CONSTRAINT logins_id_pk PRIMARY KEY (tenant_no, customer_id, at, id),
    CONSTRAINT logins_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id)
);

ALTER TABLE logins ENABLE ROW LEVEL SECURITY;
ALTER TABLE logins FORCE ROW LEVEL SECURITY;
CREATE POLICY logins_tenant ON logins USING (tenant_no = current_tenant_no());
