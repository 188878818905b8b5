-- Until a table is looked at, all sessions go by what was planned when it was small. Whoever wrote many rows has the server
-- look at once; only the owner of the tables may, so this does it in the owner's name. It takes no values, and looks at
-- nothing that did not grow tenfold, so anybody may call it.
CREATE FUNCTION analyze_what_grew() RETURNS VOID LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE grown TEXT;
BEGIN
    SELECT string_agg(c.oid::regclass::TEXT, ', ') INTO grown
    FROM pg_class c
    WHERE c.relkind = 'r' AND c.relforcerowsecurity
        AND c.relowner = (SELECT r.oid FROM pg_roles r WHERE r.rolname = current_user)
        AND pg_relation_size(c.oid) / current_setting('block_size')::BIGINT > 8 + 10 * greatest(c.relpages, 0);
    IF grown IS NOT NULL THEN
        -- What somebody else looks at already needs no second look.
        EXECUTE 'ANALYZE (SKIP_LOCKED) ' || grown;
    END IF;
END
$$;
