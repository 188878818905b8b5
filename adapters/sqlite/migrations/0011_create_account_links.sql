-- Links by which customers set a password or unlock the account; only the hash of a link is known.
CREATE TABLE account_links (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    purpose TEXT NOT NULL CONSTRAINT account_links_purpose_ck
        CHECK (purpose IN ('set_password', 'reset_password', 'unlock')),
    hash BLOB NOT NULL CONSTRAINT account_links_hash_ck CHECK (length(hash) = 32),
    expires_at INTEGER NOT NULL,
    is_ended INTEGER NOT NULL CONSTRAINT account_links_is_ended_ck CHECK (is_ended IN (0, 1)),
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT account_links_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT account_links_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX account_links_hash_uq ON account_links (tenant_no, hash);

-- A link that has ended never opens anything again.
CREATE TRIGGER account_links_stay_ended BEFORE UPDATE OF is_ended ON account_links WHEN old.is_ended AND NOT new.is_ended
BEGIN
    SELECT raise(ABORT, 'a link that has ended stays ended');
END;
