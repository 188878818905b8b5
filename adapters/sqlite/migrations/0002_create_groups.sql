CREATE TABLE groups (
    tenant_no INTEGER NOT NULL CONSTRAINT groups_tenant_no_fk REFERENCES tenants,
    id BLOB NOT NULL CONSTRAINT groups_id_ck CHECK (length(id) = 16),
    revision INTEGER NOT NULL CONSTRAINT groups_revision_ck CHECK (revision > 0),
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    name TEXT NOT NULL,
    is_inherited INTEGER NOT NULL CONSTRAINT groups_is_inherited_ck CHECK (is_inherited IN (0, 1)),
    CONSTRAINT groups_id_pk PRIMARY KEY (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX groups_code_key_uq ON groups (tenant_no, code_key);
