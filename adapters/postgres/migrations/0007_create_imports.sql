CREATE TABLE imports (
    tenant_no BIGINT NOT NULL CONSTRAINT imports_tenant_no_fk REFERENCES tenants,
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT imports_revision_ck CHECK (revision > 0),
    kind TEXT COLLATE "C" NOT NULL CONSTRAINT imports_kind_ck
        CHECK (kind IN ('groups', 'courses', 'items', 'prices', 'roster', 'withdrawals')),
    fingerprint TEXT COLLATE "C" NOT NULL CONSTRAINT imports_fingerprint_ck CHECK (length(fingerprint) = 64),
    counts JSON NOT NULL,
    recorded_at BIGINT NOT NULL,
    CONSTRAINT imports_id_pk PRIMARY KEY (tenant_no, id)
);

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE imports FORCE ROW LEVEL SECURITY;
CREATE POLICY imports_tenant ON imports USING (tenant_no = current_tenant_no());
