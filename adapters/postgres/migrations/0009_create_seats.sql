-- What was agreed about the seats a price sells; the default is that of a price made before there were any.
ALTER TABLE prices ADD COLUMN seats JSON NOT NULL
    DEFAULT '{"reclaim":"always","invitations":{"life_days":30,"must_match_email":false,"freezes_with_buyer":false}}';

-- The seats of one order line, as they were bought.
CREATE TABLE seat_pools (
    tenant_no BIGINT NOT NULL,
    order_id UUID NOT NULL,
    line BIGINT NOT NULL,
    -- Who placed the order; the seats say who answers for them.
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    product_id UUID NOT NULL,
    price_id UUID NOT NULL,
    quantity BIGINT NOT NULL CONSTRAINT seat_pools_quantity_ck CHECK (quantity > 0),
    terms JSON NOT NULL,
    reclaims BIGINT NOT NULL CONSTRAINT seat_pools_reclaims_ck CHECK (reclaims >= 0),
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT seat_pools_line_pk PRIMARY KEY (tenant_no, order_id, line),
    CONSTRAINT seat_pools_line_fk FOREIGN KEY (tenant_no, order_id, line)
        REFERENCES order_lines (tenant_no, order_id, number),
    CONSTRAINT seat_pools_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT seat_pools_product_id_fk FOREIGN KEY (tenant_no, product_id) REFERENCES products (tenant_no, id),
    CONSTRAINT seat_pools_price_id_fk FOREIGN KEY (tenant_no, price_id) REFERENCES prices (tenant_no, id)
);

CREATE UNIQUE INDEX seat_pools_customer_id_position_uq ON seat_pools (tenant_no, customer_id, position);
CREATE INDEX seat_pools_product_id_ix ON seat_pools (tenant_no, product_id, order_id, line);

CREATE TABLE seats (
    tenant_no BIGINT NOT NULL,
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT seats_revision_ck CHECK (revision > 0),
    order_id UUID NOT NULL,
    line BIGINT NOT NULL,
    number BIGINT NOT NULL CONSTRAINT seats_number_ck CHECK (number > 0),
    -- Who answers for it now.
    buyer_id UUID NOT NULL,
    -- Whether somebody holds it or it is out of use; whether it is pending is a matter of time.
    standing TEXT COLLATE "C" NOT NULL CONSTRAINT seats_standing_ck CHECK (standing IN ('open', 'claimed', 'void')),
    -- The latest end of the invitations that have not ended otherwise.
    invited_until BIGINT,
    code_key BIGINT CONSTRAINT seats_code_key_ck CHECK (code_key >= 0),
    code_ciphertext BYTEA,
    code_lookup BYTEA CONSTRAINT seats_code_lookup_ck CHECK (octet_length(code_lookup) = 32),
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT seats_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT seats_line_fk FOREIGN KEY (tenant_no, order_id, line) REFERENCES seat_pools (tenant_no, order_id, line),
    CONSTRAINT seats_buyer_id_fk FOREIGN KEY (tenant_no, buyer_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT seats_invited_until_ck CHECK (standing = 'open' OR invited_until IS NULL),
    CONSTRAINT seats_code_ck CHECK (
        (code_key IS NULL) = (code_lookup IS NULL) AND (code_ciphertext IS NULL) = (code_lookup IS NULL)
        AND (standing <> 'void' OR code_lookup IS NULL)
    )
);

CREATE UNIQUE INDEX seats_number_uq ON seats (tenant_no, order_id, line, number);
CREATE UNIQUE INDEX seats_code_lookup_uq ON seats (tenant_no, code_lookup) WHERE code_lookup IS NOT NULL;
-- The seats of a line in one state, and how many there are, from the index alone.
CREATE INDEX seats_standing_ix ON seats (tenant_no, order_id, line, standing, invited_until, number, buyer_id);
CREATE INDEX seats_buyer_id_ix ON seats (tenant_no, buyer_id, order_id, line, number);

CREATE FUNCTION refuse_more_seats_than_bought() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF new.number > (
        SELECT quantity FROM seat_pools
        WHERE tenant_no = new.tenant_no AND order_id = new.order_id AND line = new.line
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = 'a line has no more seats than were bought';
    END IF;
    RETURN new;
END
$$;

CREATE TRIGGER seats_are_no_more_than_bought BEFORE INSERT ON seats
FOR EACH ROW EXECUTE FUNCTION refuse_more_seats_than_bought();

CREATE TRIGGER seats_are_never_removed BEFORE DELETE ON seats
FOR EACH ROW EXECUTE FUNCTION refuse('a seat is never removed');

CREATE TRIGGER seats_stay_where_they_were_bought BEFORE UPDATE OF tenant_no, id, order_id, line, number ON seats
FOR EACH ROW EXECUTE FUNCTION refuse('a seat stays in the line it was bought with');

-- Clustered by seat; address and text are personal, and an erasure clears them.
CREATE TABLE invitations (
    tenant_no BIGINT NOT NULL,
    seat_id UUID NOT NULL,
    position BIGINT NOT NULL,
    id UUID NOT NULL,
    channel TEXT COLLATE "C" NOT NULL CONSTRAINT invitations_channel_ck CHECK (channel IN ('mail', 'link')),
    address TEXT COLLATE "C",
    address_key TEXT COLLATE "C" CONSTRAINT invitations_address_key_ck CHECK (strpos(address_key, '@') > 1),
    text TEXT COLLATE "C" CONSTRAINT invitations_text_ck CHECK (length(text) BETWEEN 1 AND 2000),
    expires_at BIGINT NOT NULL,
    ended TEXT COLLATE "C" CONSTRAINT invitations_ended_ck CHECK (ended IN ('accepted', 'seat_taken', 'withdrawn', 'seat_void')),
    ended_position BIGINT,
    ended_effective_at BIGINT,
    ended_commit_no BIGINT,
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT invitations_position_pk PRIMARY KEY (tenant_no, seat_id, position),
    CONSTRAINT invitations_seat_id_fk FOREIGN KEY (tenant_no, seat_id) REFERENCES seats (tenant_no, id),
    CONSTRAINT invitations_address_ck CHECK ((address IS NULL) = (address_key IS NULL)),
    CONSTRAINT invitations_ended_position_ck CHECK (
        (ended IS NULL) = (ended_position IS NULL) AND (ended IS NULL) = (ended_effective_at IS NULL)
        AND (ended IS NULL) = (ended_commit_no IS NULL)
    )
);

CREATE UNIQUE INDEX invitations_id_uq ON invitations (tenant_no, id);
-- Who is invited to what, so that nobody is invited twice.
CREATE INDEX invitations_address_key_ix ON invitations (tenant_no, address_key, seat_id)
    WHERE ended IS NULL AND address_key IS NOT NULL;

CREATE TRIGGER invitations_are_never_removed BEFORE DELETE ON invitations
FOR EACH ROW EXECUTE FUNCTION refuse('an invitation is never removed');

CREATE TABLE invitation_links (
    tenant_no BIGINT NOT NULL,
    seat_id UUID NOT NULL,
    position BIGINT NOT NULL,
    invitation_id UUID NOT NULL,
    hash BYTEA NOT NULL CONSTRAINT invitation_links_hash_ck CHECK (octet_length(hash) = 32),
    -- What a further link was made for; empty for the first.
    renewal TEXT COLLATE "C" CONSTRAINT invitation_links_renewal_ck CHECK (renewal IN ('resent', 'reminded')),
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT invitation_links_position_pk PRIMARY KEY (tenant_no, seat_id, position),
    CONSTRAINT invitation_links_invitation_id_fk FOREIGN KEY (tenant_no, invitation_id)
        REFERENCES invitations (tenant_no, id)
);

CREATE UNIQUE INDEX invitation_links_hash_uq ON invitation_links (tenant_no, hash);

CREATE TRIGGER invitation_links_are_never_changed BEFORE UPDATE ON invitation_links
FOR EACH ROW EXECUTE FUNCTION refuse('a link of an invitation is never changed');

CREATE TRIGGER invitation_links_are_never_removed BEFORE DELETE ON invitation_links
FOR EACH ROW EXECUTE FUNCTION refuse('a link of an invitation is never removed');

-- Every holding of a seat; the address is personal, and an erasure clears it.
CREATE TABLE seat_claims (
    tenant_no BIGINT NOT NULL,
    seat_id UUID NOT NULL,
    position BIGINT NOT NULL,
    holder_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    way TEXT COLLATE "C" NOT NULL CONSTRAINT seat_claims_way_ck
        CHECK (way IN ('profile', 'existing', 'upload', 'invitation', 'code')),
    invitation_id UUID,
    address TEXT COLLATE "C",
    address_key TEXT COLLATE "C" CONSTRAINT seat_claims_address_key_ck CHECK (strpos(address_key, '@') > 1),
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    reclaimed_position BIGINT,
    reclaimed_effective_at BIGINT,
    reclaimed_commit_no BIGINT,
    CONSTRAINT seat_claims_position_pk PRIMARY KEY (tenant_no, seat_id, position),
    CONSTRAINT seat_claims_seat_id_fk FOREIGN KEY (tenant_no, seat_id) REFERENCES seats (tenant_no, id),
    CONSTRAINT seat_claims_holder_id_fk FOREIGN KEY (tenant_no, holder_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT seat_claims_invitation_id_fk FOREIGN KEY (tenant_no, invitation_id)
        REFERENCES invitations (tenant_no, id),
    CONSTRAINT seat_claims_address_ck CHECK ((address IS NULL) = (address_key IS NULL)),
    CONSTRAINT seat_claims_reclaimed_position_ck CHECK (
        (reclaimed_position IS NULL) = (reclaimed_effective_at IS NULL)
        AND (reclaimed_position IS NULL) = (reclaimed_commit_no IS NULL)
    )
);

-- Nobody holds a seat that somebody holds.
CREATE UNIQUE INDEX seat_claims_seat_id_uq ON seat_claims (tenant_no, seat_id) WHERE reclaimed_position IS NULL;
CREATE INDEX seat_claims_holder_id_ix ON seat_claims (tenant_no, holder_id, seat_id);

CREATE TRIGGER seat_claims_are_never_removed BEFORE DELETE ON seat_claims
FOR EACH ROW EXECUTE FUNCTION refuse('a claim of a seat is never removed');

CREATE TRIGGER seat_claims_are_never_changed BEFORE UPDATE OF tenant_no, seat_id, position, holder_id, grant_id, way, invitation_id ON seat_claims
FOR EACH ROW EXECUTE FUNCTION refuse('a claim of a seat is never changed');

CREATE TABLE seat_voidings (
    tenant_no BIGINT NOT NULL,
    seat_id UUID NOT NULL,
    position BIGINT NOT NULL,
    cause TEXT COLLATE "C" NOT NULL CONSTRAINT seat_voidings_cause_ck
        CHECK (cause IN ('order_cancelled', 'part_cancelled', 'buyer_erased')),
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    reinstated_position BIGINT,
    reinstated_effective_at BIGINT,
    reinstated_commit_no BIGINT,
    CONSTRAINT seat_voidings_position_pk PRIMARY KEY (tenant_no, seat_id, position),
    CONSTRAINT seat_voidings_seat_id_fk FOREIGN KEY (tenant_no, seat_id) REFERENCES seats (tenant_no, id),
    CONSTRAINT seat_voidings_reinstated_position_ck CHECK (
        (reinstated_position IS NULL) = (reinstated_effective_at IS NULL)
        AND (reinstated_position IS NULL) = (reinstated_commit_no IS NULL)
    )
);

CREATE UNIQUE INDEX seat_voidings_seat_id_uq ON seat_voidings (tenant_no, seat_id) WHERE reinstated_position IS NULL;

CREATE TABLE seat_hand_overs (
    tenant_no BIGINT NOT NULL,
    seat_id UUID NOT NULL,
    position BIGINT NOT NULL,
    from_id UUID NOT NULL,
    to_id UUID NOT NULL,
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT seat_hand_overs_position_pk PRIMARY KEY (tenant_no, seat_id, position),
    CONSTRAINT seat_hand_overs_seat_id_fk FOREIGN KEY (tenant_no, seat_id) REFERENCES seats (tenant_no, id),
    CONSTRAINT seat_hand_overs_from_id_fk FOREIGN KEY (tenant_no, from_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT seat_hand_overs_to_id_fk FOREIGN KEY (tenant_no, to_id) REFERENCES customers (tenant_no, id)
);

CREATE TRIGGER seat_hand_overs_are_never_changed BEFORE UPDATE ON seat_hand_overs
FOR EACH ROW EXECUTE FUNCTION refuse('a handing over is never changed');

CREATE TRIGGER seat_hand_overs_are_never_removed BEFORE DELETE ON seat_hand_overs
FOR EACH ROW EXECUTE FUNCTION refuse('a handing over is never removed');

-- Emptying a whole table asks neither the guards of rows nor row-level security.
CREATE TRIGGER seats_are_never_emptied BEFORE TRUNCATE ON seats
FOR EACH STATEMENT EXECUTE FUNCTION refuse('what happened is never removed');

CREATE TRIGGER invitations_are_never_emptied BEFORE TRUNCATE ON invitations
FOR EACH STATEMENT EXECUTE FUNCTION refuse('what happened is never removed');

CREATE TRIGGER invitation_links_are_never_emptied BEFORE TRUNCATE ON invitation_links
FOR EACH STATEMENT EXECUTE FUNCTION refuse('what happened is never removed');

CREATE TRIGGER seat_claims_are_never_emptied BEFORE TRUNCATE ON seat_claims
FOR EACH STATEMENT EXECUTE FUNCTION refuse('what happened is never removed');

CREATE TRIGGER seat_hand_overs_are_never_emptied BEFORE TRUNCATE ON seat_hand_overs
FOR EACH STATEMENT EXECUTE FUNCTION refuse('what happened is never removed');

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE seat_pools ENABLE ROW LEVEL SECURITY;
ALTER TABLE seat_pools FORCE ROW LEVEL SECURITY;
CREATE POLICY seat_pools_tenant ON seat_pools USING (tenant_no = current_tenant_no());
ALTER TABLE seats ENABLE ROW LEVEL SECURITY;
ALTER TABLE seats FORCE ROW LEVEL SECURITY;
CREATE POLICY seats_tenant ON seats USING (tenant_no = current_tenant_no());
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY invitations_tenant ON invitations USING (tenant_no = current_tenant_no());
ALTER TABLE invitation_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation_links FORCE ROW LEVEL SECURITY;
CREATE POLICY invitation_links_tenant ON invitation_links USING (tenant_no = current_tenant_no());
ALTER TABLE seat_claims ENABLE ROW LEVEL SECURITY;
ALTER TABLE seat_claims FORCE ROW LEVEL SECURITY;
CREATE POLICY seat_claims_tenant ON seat_claims USING (tenant_no = current_tenant_no());
ALTER TABLE seat_voidings ENABLE ROW LEVEL SECURITY;
ALTER TABLE seat_voidings FORCE ROW LEVEL SECURITY;
CREATE POLICY seat_voidings_tenant ON seat_voidings USING (tenant_no = current_tenant_no());
ALTER TABLE seat_hand_overs ENABLE ROW LEVEL SECURITY;
ALTER TABLE seat_hand_overs FORCE ROW LEVEL SECURITY;
CREATE POLICY seat_hand_overs_tenant ON seat_hand_overs USING (tenant_no = current_tenant_no());
