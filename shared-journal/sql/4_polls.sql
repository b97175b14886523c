-- Who asks the service after a task: one of all members, as long as it renews its lease.
CREATE TABLE visual.polls (
    job text NOT NULL,
    tenant text NOT NULL,
    claim text NOT NULL,
    lease_until timestamptz NOT NULL,
    PRIMARY KEY (job, tenant)
) WITH (fillfactor = 80);

-- Claims a task, or looks what became of it: {job, tenant, claim, lease_ms}. Returns
-- {mine, state}: whether this claim is the one that asks, and the journal's state of the task if
-- the tenant bought it. Nobody needs to ask after what has ended: its product can be fetched by
-- everybody.
CREATE FUNCTION visual.poll(request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    wanted visual.polls := jsonb_populate_record(NULL::visual.polls, request);
    known text;
    is_mine boolean;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    SELECT state INTO known FROM visual.purchases
        WHERE job = wanted.job AND tenant = wanted.tenant
        ORDER BY state IN ('done', 'failed') DESC LIMIT 1;
    IF known IN ('done', 'failed') THEN
        DELETE FROM visual.polls WHERE job = wanted.job AND tenant = wanted.tenant;
        RETURN jsonb_build_object('mine', false, 'state', known);
    END IF;
    wanted.lease_until := clock_timestamp()
        + (request ->> 'lease_ms')::bigint * interval '1 millisecond';
    INSERT INTO visual.polls AS kept SELECT wanted.*
        ON CONFLICT (job, tenant) DO UPDATE SET claim = excluded.claim,
            lease_until = excluded.lease_until
        WHERE kept.claim = excluded.claim OR kept.lease_until < clock_timestamp()
        RETURNING true INTO is_mine;
    RETURN jsonb_build_object('mine', coalesce(is_mine, false), 'state', known);
END $$;

-- Gives claims back: a list of {job, tenant, claim}.
CREATE FUNCTION visual.polled(claims jsonb) RETURNS void LANGUAGE sql AS $$
    DELETE FROM visual.polls AS kept
        USING jsonb_populate_recordset(NULL::visual.polls, claims) AS given
        WHERE kept.job = given.job AND kept.tenant = given.tenant AND kept.claim = given.claim
$$;

-- Drops claims whose leases have ended.
CREATE FUNCTION visual.clear_polls() RETURNS void LANGUAGE sql AS $$
    DELETE FROM visual.polls WHERE (job, tenant) IN (
        SELECT job, tenant FROM visual.polls AS kept
        WHERE lease_until < clock_timestamp() LIMIT 1000 FOR UPDATE SKIP LOCKED
    )
$$;
