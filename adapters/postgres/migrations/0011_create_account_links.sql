-- Links by which customers set a password or unlock the account; only the hash of a link is known.
CREATE TABLE account_links (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL CONSTRAINT account_links_purpose_ck
        CHECK (purpose IN ('set_password', 'reset_password', 'unlock')),
    hash BYTEA NOT NULL CONSTRAINT account_links_hash_ck CHECK (octet_length(hash) = 32),
    expires_at BIGINT NOT NULL,
    is_ended BOOLEAN NOT NULL,
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT account_links_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT account_links_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id)
);

CREATE UNIQUE INDEX account_links_hash_uq ON account_links (tenant_no, hash);

-- A link that has ended never opens anything again.
CREATE TRIGGER account_links_stay_ended BEFORE UPDATE OF is_ended ON account_links
FOR EACH ROW WHEN (old.is_ended AND NOT new.is_ended) EXECUTE FUNCTION refuse('a link that has ended stays ended');

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE account_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_links FORCE ROW LEVEL SECURITY;
CREATE POLICY account_links_tenant ON account_links USING (tenant_no = current_tenant_no());
