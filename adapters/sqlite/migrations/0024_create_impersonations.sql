-- Who acted as whom, and until when; the reason stands with the notes.
CREATE TABLE impersonations (
    tenant_no INTEGER NOT NULL,
    id BLOB NOT NULL CONSTRAINT impersonations_id_ck CHECK (length(id) = 16),
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    ended_at INTEGER,
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT impersonations_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT impersonations_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX impersonations_customer_id_ix ON impersonations (tenant_no, customer_id);

-- An impersonation that was ended never goes on.
CREATE TRIGGER impersonations_stay_ended BEFORE UPDATE ON impersonations
WHEN old.ended_at IS NOT NULL OR new.ends_at <> old.ends_at
BEGIN
    SELECT raise(ABORT, 'an impersonation that has ended stays ended, and none becomes longer');
END;
