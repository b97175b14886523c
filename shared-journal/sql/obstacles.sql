SELECT jsonb_build_object(
    'is_closed', EXISTS (
        SELECT FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE tgname = 'closed' AND relname = 'purchases'
            AND relnamespace = to_regnamespace('visual')
    ),
    'is_standby', pg_is_in_recovery(),
    'is_read_only', current_setting('transaction_read_only')::boolean,
    'missing', (SELECT coalesce(jsonb_agg(what ORDER BY what), '[]') FROM (
        SELECT 'USAGE on schema visual' AS what FROM pg_namespace
            WHERE nspname = 'visual' AND NOT has_schema_privilege(oid, 'USAGE')
        UNION ALL
        SELECT need || ' on visual.' || relname
            FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS need
            WHERE relkind = 'r' AND relnamespace = to_regnamespace('visual')
                AND (relname <> 'journal' OR need IN ('SELECT', 'UPDATE'))
                AND NOT has_table_privilege(pg_class.oid, need)
        UNION ALL
        SELECT DISTINCT 'EXECUTE on visual.' || proname FROM pg_proc
            WHERE pronamespace = to_regnamespace('visual')
                AND NOT has_function_privilege(oid, 'EXECUTE')
    ) AS needs)
)::text
