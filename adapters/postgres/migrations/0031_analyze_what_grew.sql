-- Until a table is looked at, all sessions go by what was planned when it was small. Whoever wrote many rows has the server
-- look at once. Only the owner of a table may, so this does it in the owner's name, for those who may write to the table.
-- It looks at the first table after the one given that grew tenfold since the last look, or had rows that the last look could
-- not see, and gives it: each is looked at in a transaction of its own, for a look that is cut off leaves a table's size
-- behind without what goes with it.
CREATE FUNCTION analyze_what_grew(looked_at OID) RETURNS OID LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '100ms' SET vacuum_cost_delay = 0 AS $$
DECLARE grown OID;
BEGIN
    SELECT min(c.oid) INTO grown
    FROM pg_class c
    CROSS JOIN LATERAL (
        SELECT pg_relation_size(c.oid) / current_setting('block_size')::BIGINT AS pages
    ) s
    WHERE c.oid > looked_at AND c.relkind = 'r' AND c.relforcerowsecurity
        AND pg_has_role(current_user, c.relowner, 'USAGE')
        AND has_table_privilege(session_user, c.oid, 'INSERT')
        AND s.pages > 8 AND (s.pages > 10::BIGINT * c.relpages OR c.reltuples < s.pages);
    IF grown IS NOT NULL THEN
        -- One that somebody else has a hold on is left to the server.
        EXECUTE 'ANALYZE (SKIP_LOCKED) ' || grown::regclass;
    END IF;
    RETURN grown;
END
$$;
