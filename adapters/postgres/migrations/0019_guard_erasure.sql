-- Customers who are gone: an erased one stays erased, of a deleted one the id stays alone.

ALTER TABLE customers ADD COLUMN deleted_at BIGINT
    CONSTRAINT customers_deleted_at_ck CHECK (deleted_at IS NULL OR erased_at IS NOT NULL);

-- Whose seats they were before, for an erasure.
CREATE INDEX seat_hand_overs_from_id_ix ON seat_hand_overs (tenant_no, from_id, seat_id);
CREATE INDEX seat_hand_overs_to_id_ix ON seat_hand_overs (tenant_no, to_id, seat_id);

CREATE TRIGGER customers_stay_erased BEFORE UPDATE OF erased_at ON customers
FOR EACH ROW WHEN (old.erased_at IS NOT NULL AND new.erased_at IS DISTINCT FROM old.erased_at)
EXECUTE FUNCTION refuse('an erased customer stays erased');

CREATE TRIGGER customers_stay_deleted BEFORE UPDATE ON customers
FOR EACH ROW WHEN (old.deleted_at IS NOT NULL)
EXECUTE FUNCTION refuse('nothing more is written of a customer who was deleted');

CREATE TRIGGER customers_are_never_removed BEFORE DELETE ON customers
FOR EACH ROW EXECUTE FUNCTION refuse('the id of a customer is never removed');

CREATE FUNCTION refuse_to_leave_seats() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM seats WHERE tenant_no = new.tenant_no AND buyer_id = new.id AND standing = 'open'
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
            MESSAGE = 'an erased customer answers for no seat that nobody holds';
    END IF;
    RETURN new;
END
$$;

CREATE TRIGGER customers_leave_no_seats BEFORE UPDATE OF erased_at ON customers
FOR EACH ROW WHEN (new.erased_at IS NOT NULL AND old.erased_at IS NULL) EXECUTE FUNCTION refuse_to_leave_seats();

CREATE FUNCTION refuse_profile_of_erased() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM customers WHERE tenant_no = new.tenant_no AND id = new.customer_id AND erased_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = 'an erased customer has no profile again';
    END IF;
    RETURN new;
END
$$;

CREATE TRIGGER customer_profiles_are_of_the_living BEFORE INSERT ON customer_profiles
FOR EACH ROW EXECUTE FUNCTION refuse_profile_of_erased();

CREATE FUNCTION refuse_seat_of_erased() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM customers WHERE tenant_no = new.tenant_no AND id = new.buyer_id AND erased_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
            MESSAGE = 'an erased customer answers for no seat that nobody holds';
    END IF;
    RETURN new;
END
$$;

CREATE TRIGGER seats_are_not_left_to_the_erased BEFORE UPDATE OF standing, buyer_id ON seats
FOR EACH ROW WHEN (new.standing = 'open') EXECUTE FUNCTION refuse_seat_of_erased();

-- Waits for whoever erases the customer at the same time, and then sees it.
CREATE FUNCTION refuse_transcript_of_erased() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM customers
    WHERE tenant_no = new.tenant_no AND id = new.id AND erased_at IS NULL FOR SHARE;
    IF NOT FOUND AND EXISTS (
        SELECT 1 FROM customers WHERE tenant_no = new.tenant_no AND id = new.id AND erased_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
            MESSAGE = 'nothing more is on record of an erased customer';
    END IF;
    RETURN new;
END
$$;

CREATE TRIGGER transcripts_begin_with_somebody BEFORE INSERT ON transcripts
FOR EACH ROW EXECUTE FUNCTION refuse_transcript_of_erased();

CREATE TRIGGER transcripts_end_with_the_person BEFORE UPDATE OF revision ON transcripts
FOR EACH ROW EXECUTE FUNCTION refuse_transcript_of_erased();
