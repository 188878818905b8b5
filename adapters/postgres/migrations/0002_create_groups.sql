CREATE TABLE groups (
    tenant_no BIGINT NOT NULL CONSTRAINT groups_tenant_no_fk REFERENCES tenants,
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT groups_revision_ck CHECK (revision > 0),
    code TEXT COLLATE "C" NOT NULL,
    code_key TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    is_inherited BOOLEAN NOT NULL,
    CONSTRAINT groups_id_pk PRIMARY KEY (tenant_no, id)
);

CREATE UNIQUE INDEX groups_code_key_uq ON groups (tenant_no, code_key);

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE groups FORCE ROW LEVEL SECURITY;
CREATE POLICY groups_tenant ON groups USING (tenant_no = current_tenant_no());
