-- Which of the rarer kinds of rows a customer has, so that an access check need not look for them: 1 notes, 2 statuses,
-- 4 standings of grants, 8 edits of windows, 16 facts of enrollment.
ALTER TABLE customers ADD COLUMN kept BIGINT NOT NULL DEFAULT 0
    CONSTRAINT customers_kept_ck CHECK (kept BETWEEN 0 AND 31);

-- Once for all rows of a statement, by keys alone, however many rows the plan was made for. The customer's row is held by
-- whoever writes a fact; one that is deleted is never looked at again, and takes no change.
CREATE FUNCTION keep_rare_facts() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE kind BIGINT := TG_ARGV[0];
BEGIN
    UPDATE customers SET kept = kept | kind
    WHERE tenant_no = ANY (ARRAY(SELECT DISTINCT tenant_no FROM added))
        AND id = ANY (ARRAY(SELECT DISTINCT customer_id FROM added))
        AND kept & kind = 0 AND deleted_at IS NULL;
    RETURN NULL;
END
$$;

CREATE FUNCTION keep_rare_notes() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE customers SET kept = kept | 1
    WHERE tenant_no = ANY (ARRAY(SELECT DISTINCT tenant_no FROM added WHERE stream_kind = 'customer'))
        AND id = ANY (ARRAY(SELECT DISTINCT stream_id FROM added WHERE stream_kind = 'customer'))
        AND kept & 1 = 0 AND deleted_at IS NULL;
    RETURN NULL;
END
$$;

CREATE TRIGGER event_notes_are_kept AFTER INSERT ON event_notes
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_rare_notes();

CREATE TRIGGER customer_statuses_are_kept AFTER INSERT ON customer_statuses
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_rare_facts('2');

CREATE TRIGGER grant_standings_are_kept AFTER INSERT ON grant_standings
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_rare_facts('4');

CREATE TRIGGER window_edits_are_kept AFTER INSERT ON window_edits
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_rare_facts('8');

CREATE TRIGGER enrollment_facts_are_kept AFTER INSERT ON enrollment_facts
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_rare_facts('16');

-- What is there already. Row-level security binds the owner too: one tenant after the other.
DO $$ DECLARE tenant BIGINT; BEGIN
    FOR tenant IN SELECT tenant_no FROM tenants LOOP
        PERFORM set_config('rollbook.tenant_no', tenant::TEXT, true);
        UPDATE customers c SET kept = k.kept
        FROM (
            SELECT f.id, bit_or(f.kind) AS kept FROM (
                SELECT stream_id AS id, 1::BIGINT AS kind FROM event_notes
                WHERE tenant_no = tenant AND stream_kind = 'customer'
                UNION ALL SELECT customer_id, 2 FROM customer_statuses WHERE tenant_no = tenant
                UNION ALL SELECT customer_id, 4 FROM grant_standings WHERE tenant_no = tenant
                UNION ALL SELECT customer_id, 8 FROM window_edits WHERE tenant_no = tenant
                UNION ALL SELECT customer_id, 16 FROM enrollment_facts WHERE tenant_no = tenant
            ) f GROUP BY f.id
        ) k
        WHERE c.tenant_no = tenant AND c.id = k.id AND c.deleted_at IS NULL;
    END LOOP;
    PERFORM set_config('rollbook.tenant_no', '', true);
END $$;
