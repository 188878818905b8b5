-- Second lines behind what programs refuse, and where what modules sent is found by when it was sent.

CREATE TRIGGER seats_are_not_bought_for_the_erased BEFORE INSERT ON seats
WHEN new.standing = 'open' AND EXISTS (
    SELECT 1 FROM customers WHERE tenant_no = new.tenant_no AND id = new.buyer_id AND erased_at IS NOT NULL
)
BEGIN
    SELECT raise(ABORT, 'an erased customer answers for no seat that nobody holds');
END;

CREATE TRIGGER customer_profiles_stay_with_their_customer BEFORE UPDATE OF tenant_no, customer_id ON customer_profiles
BEGIN
    SELECT raise(ABORT, 'a profile stays with its customer');
END;

-- Where, when and by which commit it was taken out stays as well.
DROP TRIGGER submissions_stay_removed;

CREATE TRIGGER submissions_stay_removed
BEFORE UPDATE OF removed_position, removed_effective_at, removed_commit_no ON submissions
WHEN old.removed_position IS NOT NULL
BEGIN
    SELECT raise(ABORT, 'a submission that was taken out stays so');
END;

-- An attempt at a module is as old as the session of it that began last.
CREATE INDEX cmi_sessions_began_at_ix ON cmi_sessions (tenant_no, began_at, customer_id, item_id, version, number);
