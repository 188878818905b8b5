CREATE TABLE imports (
    tenant_no INTEGER NOT NULL CONSTRAINT imports_tenant_no_fk REFERENCES tenants,
    id BLOB NOT NULL CONSTRAINT imports_id_ck CHECK (length(id) = 16),
    revision INTEGER NOT NULL CONSTRAINT imports_revision_ck CHECK (revision > 0),
    kind TEXT NOT NULL CONSTRAINT imports_kind_ck
        CHECK (kind IN ('groups', 'courses', 'items', 'prices', 'roster', 'withdrawals')),
    fingerprint TEXT NOT NULL CONSTRAINT imports_fingerprint_ck CHECK (length(fingerprint) = 64),
    counts TEXT NOT NULL CONSTRAINT imports_counts_ck CHECK (json_valid(counts)),
    recorded_at INTEGER NOT NULL,
    CONSTRAINT imports_id_pk PRIMARY KEY (tenant_no, id)
) STRICT, WITHOUT ROWID;
