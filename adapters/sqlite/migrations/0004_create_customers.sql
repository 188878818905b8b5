CREATE TABLE customers (
    tenant_no INTEGER NOT NULL CONSTRAINT customers_tenant_no_fk REFERENCES tenants,
    id BLOB NOT NULL CONSTRAINT customers_id_ck CHECK (length(id) = 16),
    revision INTEGER NOT NULL CONSTRAINT customers_revision_ck CHECK (revision > 0),
    created_at INTEGER NOT NULL,
    origin TEXT NOT NULL CONSTRAINT customers_origin_ck
        CHECK (origin IN ('registered', 'order', 'admin', 'import', 'code-holder', 'invitation')),
    -- The status written last.
    status TEXT NOT NULL CONSTRAINT customers_status_ck CHECK (status IN ('active', 'inactive', 'locked')),
    is_tax_exempt INTEGER NOT NULL CONSTRAINT customers_is_tax_exempt_ck CHECK (is_tax_exempt IN (0, 1)),
    password_set_at INTEGER,
    password_must_change_since INTEGER,
    password_expires_after_days INTEGER
        CONSTRAINT customers_password_expires_after_days_ck CHECK (password_expires_after_days >= 0),
    erased_at INTEGER,
    -- Which of the rarer kinds of rows this customer has, so that reading looks only where something is:
    -- 1 notes, 2 statuses, 4 standings of grants, 8 window edits, 16 enrollment facts. Triggers keep it.
    kept INTEGER NOT NULL DEFAULT 0 CONSTRAINT customers_kept_ck CHECK (kept BETWEEN 0 AND 31),
    CONSTRAINT customers_id_pk PRIMARY KEY (tenant_no, id)
) STRICT, WITHOUT ROWID;

-- Everything about the person; an erasure removes the row and the record stays.
CREATE TABLE customer_profiles (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL CONSTRAINT customer_profiles_email_key_ck CHECK (instr(email_key, '@') > 1),
    code TEXT,
    code_key TEXT,
    -- Both names in lower case, by the program's rules for all scripts, which SQLite does not have.
    name_key TEXT NOT NULL,
    billing_address TEXT CONSTRAINT customer_profiles_billing_address_ck CHECK (billing_address IS NULL OR json_valid(billing_address)),
    fields TEXT CONSTRAINT customer_profiles_fields_ck CHECK (fields IS NULL OR json_valid(fields)),
    CONSTRAINT customer_profiles_customer_id_pk PRIMARY KEY (tenant_no, customer_id),
    CONSTRAINT customer_profiles_customer_id_fk FOREIGN KEY (tenant_no, customer_id)
        REFERENCES customers (tenant_no, id),
    CONSTRAINT customer_profiles_code_key_ck CHECK ((code IS NULL) = (code_key IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX customer_profiles_email_key_uq ON customer_profiles (tenant_no, email_key);
CREATE UNIQUE INDEX customer_profiles_code_key_uq ON customer_profiles (tenant_no, code_key)
    WHERE code_key IS NOT NULL;

CREATE TABLE customer_passwords (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT customer_passwords_customer_id_pk PRIMARY KEY (tenant_no, customer_id),
    CONSTRAINT customer_passwords_customer_id_fk FOREIGN KEY (tenant_no, customer_id)
        REFERENCES customers (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_statuses (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    status TEXT NOT NULL CONSTRAINT customer_statuses_status_ck CHECK (status IN ('active', 'inactive', 'locked')),
    -- The rule behind an automatic lock.
    locked_by TEXT,
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT customer_statuses_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT customer_statuses_customer_id_fk FOREIGN KEY (tenant_no, customer_id)
        REFERENCES customers (tenant_no, id),
    CONSTRAINT customer_statuses_locked_by_ck CHECK (locked_by IS NULL OR status = 'locked')
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    group_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    source TEXT NOT NULL CONSTRAINT memberships_source_ck
        CHECK (source IN ('administrator', 'import', 'price', 'inherited')),
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT memberships_group_id_pk PRIMARY KEY (tenant_no, customer_id, group_id),
    CONSTRAINT memberships_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT memberships_group_id_fk FOREIGN KEY (tenant_no, group_id) REFERENCES groups (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_group_id_ix ON memberships (tenant_no, group_id, customer_id);

CREATE TRIGGER event_notes_are_kept AFTER INSERT ON event_notes WHEN new.stream_kind = 'customer'
BEGIN
    UPDATE customers SET kept = kept | 1 WHERE tenant_no = new.tenant_no AND id = new.stream_id;
END;

CREATE TRIGGER customer_statuses_are_kept AFTER INSERT ON customer_statuses
BEGIN
    UPDATE customers SET kept = kept | 2 WHERE tenant_no = new.tenant_no AND id = new.customer_id;
END;
