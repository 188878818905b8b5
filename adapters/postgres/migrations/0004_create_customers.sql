CREATE TABLE customers (
    tenant_no BIGINT NOT NULL CONSTRAINT customers_tenant_no_fk REFERENCES tenants,
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT customers_revision_ck CHECK (revision > 0),
    created_at BIGINT NOT NULL,
    origin TEXT COLLATE "C" NOT NULL CONSTRAINT customers_origin_ck
        CHECK (origin IN ('registered', 'order', 'admin', 'import', 'code-holder', 'invitation')),
    -- The status written last.
    status TEXT COLLATE "C" NOT NULL CONSTRAINT customers_status_ck CHECK (status IN ('active', 'inactive', 'locked')),
    is_tax_exempt BOOLEAN NOT NULL,
    password_set_at BIGINT,
    password_must_change_since BIGINT,
    password_expires_after_days BIGINT
        CONSTRAINT customers_password_expires_after_days_ck CHECK (password_expires_after_days >= 0),
    erased_at BIGINT,
    CONSTRAINT customers_id_pk PRIMARY KEY (tenant_no, id)
);

-- Everything about the person; an erasure removes the row and the record stays.
CREATE TABLE customer_profiles (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    first_name TEXT COLLATE "C" NOT NULL,
    last_name TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL CONSTRAINT customer_profiles_email_key_ck CHECK (strpos(email_key, '@') > 1),
    code TEXT COLLATE "C",
    code_key TEXT COLLATE "C",
    -- Both names in lower case, by the program's rules for all scripts.
    name_key TEXT COLLATE "C" NOT NULL,
    billing_address JSON,
    fields JSON,
    CONSTRAINT customer_profiles_customer_id_pk PRIMARY KEY (tenant_no, customer_id),
    CONSTRAINT customer_profiles_customer_id_fk FOREIGN KEY (tenant_no, customer_id)
        REFERENCES customers (tenant_no, id),
    CONSTRAINT customer_profiles_code_key_ck CHECK ((code IS NULL) = (code_key IS NULL))
);

CREATE UNIQUE INDEX customer_profiles_email_key_uq ON customer_profiles (tenant_no, email_key);
CREATE UNIQUE INDEX customer_profiles_code_key_uq ON customer_profiles (tenant_no, code_key)
    WHERE code_key IS NOT NULL;

CREATE TABLE customer_passwords (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    CONSTRAINT customer_passwords_customer_id_pk PRIMARY KEY (tenant_no, customer_id),
    CONSTRAINT customer_passwords_customer_id_fk FOREIGN KEY (tenant_no, customer_id)
        REFERENCES customers (tenant_no, id)
);

CREATE TABLE customer_statuses (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    status TEXT COLLATE "C" NOT NULL CONSTRAINT customer_statuses_status_ck CHECK (status IN ('active', 'inactive', 'locked')),
    -- The rule behind an automatic lock.
    locked_by TEXT COLLATE "C",
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT customer_statuses_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT customer_statuses_customer_id_fk FOREIGN KEY (tenant_no, customer_id)
        REFERENCES customers (tenant_no, id),
    CONSTRAINT customer_statuses_locked_by_ck CHECK (locked_by IS NULL OR status = 'locked')
);

CREATE TABLE memberships (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    group_id UUID NOT NULL,
    position BIGINT NOT NULL,
    source TEXT COLLATE "C" NOT NULL CONSTRAINT memberships_source_ck
        CHECK (source IN ('administrator', 'import', 'price', 'inherited')),
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT memberships_group_id_pk PRIMARY KEY (tenant_no, customer_id, group_id),
    CONSTRAINT memberships_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT memberships_group_id_fk FOREIGN KEY (tenant_no, group_id) REFERENCES groups (tenant_no, id)
);

CREATE INDEX memberships_group_id_ix ON memberships (tenant_no, group_id, customer_id);

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE customers FORCE ROW LEVEL SECURITY;
CREATE POLICY customers_tenant ON customers USING (tenant_no = current_tenant_no());
ALTER TABLE customer_profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer_profiles FORCE ROW LEVEL SECURITY;
CREATE POLICY customer_profiles_tenant ON customer_profiles USING (tenant_no = current_tenant_no());
ALTER TABLE customer_passwords ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer_passwords FORCE ROW LEVEL SECURITY;
CREATE POLICY customer_passwords_tenant ON customer_passwords USING (tenant_no = current_tenant_no());
ALTER TABLE customer_statuses ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer_statuses FORCE ROW LEVEL SECURITY;
CREATE POLICY customer_statuses_tenant ON customer_statuses USING (tenant_no = current_tenant_no());
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY memberships_tenant ON memberships USING (tenant_no = current_tenant_no());
