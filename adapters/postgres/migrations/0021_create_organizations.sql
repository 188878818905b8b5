CREATE TABLE organizations (
    tenant_no BIGINT NOT NULL CONSTRAINT organizations_tenant_no_fk REFERENCES tenants,
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT organizations_revision_ck CHECK (revision > 0),
    code TEXT COLLATE "C" NOT NULL,
    code_key TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    CONSTRAINT organizations_id_pk PRIMARY KEY (tenant_no, id)
);

CREATE UNIQUE INDEX organizations_code_key_uq ON organizations (tenant_no, code_key);

-- What an organization is below; the top ones have no row.
CREATE TABLE organization_parents (
    tenant_no BIGINT NOT NULL,
    organization_id UUID NOT NULL,
    parent_id UUID NOT NULL,
    CONSTRAINT organization_parents_organization_id_pk PRIMARY KEY (tenant_no, organization_id),
    CONSTRAINT organization_parents_organization_id_fk FOREIGN KEY (tenant_no, organization_id)
        REFERENCES organizations (tenant_no, id),
    CONSTRAINT organization_parents_parent_id_fk FOREIGN KEY (tenant_no, parent_id)
        REFERENCES organizations (tenant_no, id),
    CONSTRAINT organization_parents_parent_id_ck CHECK (parent_id <> organization_id)
);

CREATE INDEX organization_parents_parent_id_ix ON organization_parents (tenant_no, parent_id, organization_id);

-- What ties customers to organizations and to one another; an erasure removes the rows.
CREATE TABLE customer_ties (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CONSTRAINT customer_ties_kind_ck CHECK (kind IN ('member', 'administrator', 'manager')),
    organization_id UUID,
    manager_id UUID,
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT customer_ties_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT customer_ties_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT customer_ties_organization_id_fk FOREIGN KEY (tenant_no, organization_id)
        REFERENCES organizations (tenant_no, id),
    CONSTRAINT customer_ties_manager_id_fk FOREIGN KEY (tenant_no, manager_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT customer_ties_organization_id_ck CHECK ((organization_id IS NULL) = (kind = 'manager')),
    CONSTRAINT customer_ties_manager_id_ck
        CHECK ((manager_id IS NOT NULL) = (kind = 'manager') AND manager_id <> customer_id)
);

CREATE UNIQUE INDEX customer_ties_member_uq ON customer_ties (tenant_no, customer_id) WHERE kind = 'member';
CREATE UNIQUE INDEX customer_ties_manager_uq ON customer_ties (tenant_no, customer_id) WHERE kind = 'manager';
CREATE UNIQUE INDEX customer_ties_administrator_uq ON customer_ties (tenant_no, customer_id, organization_id)
    WHERE kind = 'administrator';
CREATE INDEX customer_ties_organization_id_ix ON customer_ties (tenant_no, organization_id, kind, customer_id)
    WHERE organization_id IS NOT NULL;
CREATE INDEX customer_ties_manager_id_ix ON customer_ties (tenant_no, manager_id, customer_id)
    WHERE manager_id IS NOT NULL;

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY organizations_tenant ON organizations USING (tenant_no = current_tenant_no());
ALTER TABLE organization_parents ENABLE ROW LEVEL SECURITY;
ALTER TABLE organization_parents FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_parents_tenant ON organization_parents USING (tenant_no = current_tenant_no());
ALTER TABLE customer_ties ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer_ties FORCE ROW LEVEL SECURITY;
CREATE POLICY customer_ties_tenant ON customer_ties USING (tenant_no = current_tenant_no());
