-- Who acted as whom, and until when; the reason stands with the notes.
CREATE TABLE impersonations (
    tenant_no BIGINT NOT NULL,
    id UUID NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    ended_at BIGINT,
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT impersonations_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT impersonations_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id)
);

CREATE INDEX impersonations_customer_id_ix ON impersonations (tenant_no, customer_id);

-- An impersonation that was ended never goes on.
CREATE TRIGGER impersonations_stay_ended BEFORE UPDATE ON impersonations
FOR EACH ROW WHEN (old.ended_at IS NOT NULL OR new.ends_at <> old.ends_at)
EXECUTE FUNCTION refuse('an impersonation that has ended stays ended, and none becomes longer');

ALTER TABLE impersonations ENABLE ROW LEVEL SECURITY;
ALTER TABLE impersonations FORCE ROW LEVEL SECURITY;
CREATE POLICY impersonations_tenant ON impersonations USING (tenant_no = current_tenant_no());
