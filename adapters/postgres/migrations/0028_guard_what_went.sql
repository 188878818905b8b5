-- Second lines behind what programs refuse, and where what modules sent is found by when it was sent.

CREATE TRIGGER seats_are_not_bought_for_the_erased BEFORE INSERT ON seats
FOR EACH ROW WHEN (new.standing = 'open') EXECUTE FUNCTION refuse_seat_of_erased();

CREATE TRIGGER customer_profiles_stay_with_their_customer BEFORE UPDATE OF tenant_no, customer_id ON customer_profiles
FOR EACH ROW EXECUTE FUNCTION refuse('a profile stays with its customer');

-- Where, when and by which commit it was taken out stays as well.
DROP TRIGGER submissions_stay_removed ON submissions;

CREATE TRIGGER submissions_stay_removed
BEFORE UPDATE OF removed_position, removed_effective_at, removed_commit_no ON submissions
FOR EACH ROW WHEN (old.removed_position IS NOT NULL)
EXECUTE FUNCTION refuse('a submission that was taken out stays so');

-- An attempt at a module is as old as the session of it that began last.
CREATE INDEX cmi_sessions_began_at_ix ON cmi_sessions (tenant_no, began_at, customer_id, item_id, version, number);
