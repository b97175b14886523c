CREATE SCHEMA visual;

-- What is one for all members: the version of the tables, the salt of every hash, and the
-- journal's own time in seconds (`proven` passed for certain, `estimated` if the clock is right,
-- `wall` is what the database's clock showed then).
CREATE TABLE visual.journal (
    id integer PRIMARY KEY CHECK (id = 1),
    version integer NOT NULL,
    salt text NOT NULL,
    proven bigint NOT NULL,
    estimated bigint NOT NULL,
    wall bigint NOT NULL
);

-- Processes that share the journal. One is alive until its lease ends.
CREATE TABLE visual.members (
    name text PRIMARY KEY,
    about text NOT NULL,
    until timestamptz NOT NULL
);

-- `owner` names the claim: the member, a point, and a random part; or the random part alone where
-- the claim has a lease of its own. `step` counts what the claim has written: a statement that
-- arrives late, after a later one, changes nothing.
CREATE TABLE visual.purchases (
    scope text NOT NULL,
    idempotency_key text COLLATE "C" NOT NULL,
    tool text NOT NULL,
    fingerprint text NOT NULL,
    json_fingerprint text NOT NULL DEFAULT '',
    owner text NOT NULL,
    step bigint NOT NULL DEFAULT 0,
    lease_until timestamptz,
    named boolean NOT NULL,
    state text NOT NULL,
    task text,
    job text,
    since bigint NOT NULL,
    ended bigint,
    tenant text NOT NULL,
    key_scope text NOT NULL,
    budget_at bigint NOT NULL,
    ended_at bigint,
    keep bigint NOT NULL,
    payer text NOT NULL DEFAULT '',
    unit text,
    units_min bigint,
    units_max bigint,
    currency text,
    amount_min bigint,
    amount_max bigint,
    priced_on text,
    PRIMARY KEY (idempotency_key, scope)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX by_key_scope ON visual.purchases (idempotency_key, key_scope);
CREATE INDEX by_job ON visual.purchases (job) WHERE job IS NOT NULL;
CREATE INDEX by_end_at ON visual.purchases (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX by_budget ON visual.purchases (tenant, budget_at);

-- What is kept of purchases whose entries are gone.
CREATE TABLE visual.usage (
    tenant text NOT NULL,
    payer text NOT NULL,
    day bigint NOT NULL,
    tool text NOT NULL,
    unit text NOT NULL,
    currency text NOT NULL,
    priced_on text NOT NULL,
    bounded boolean NOT NULL,
    calls bigint NOT NULL,
    unknown bigint NOT NULL,
    units_min bigint,
    units_max bigint,
    amount_min bigint,
    amount_max bigint,
    PRIMARY KEY (tenant, payer, day, tool, unit, currency, priced_on, bounded)
);

-- Which account an access key was used for: one key of two accounts would have two quotas, and
-- one idempotency key two purchases. Hashes. `seen` is proven time.
CREATE TABLE visual.access_keys (
    access_key text PRIMARY KEY,
    account text NOT NULL,
    seen bigint NOT NULL
);

CREATE FUNCTION visual.keep_usage() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_unknown boolean := OLD.state = 'unknown';
BEGIN
    INSERT INTO visual.usage AS kept VALUES (
        OLD.tenant, OLD.payer, OLD.since / 86400, OLD.tool,
        coalesce(OLD.unit, ''), coalesce(OLD.currency, ''), coalesce(OLD.priced_on, ''),
        OLD.amount_max IS NOT NULL, 1, is_unknown::integer,
        CASE WHEN is_unknown AND OLD.units_min IS NOT NULL THEN 0 ELSE OLD.units_min END,
        OLD.units_max,
        CASE WHEN is_unknown AND OLD.amount_min IS NOT NULL THEN 0 ELSE OLD.amount_min END,
        OLD.amount_max
    )
    ON CONFLICT (tenant, payer, day, tool, unit, currency, priced_on, bounded) DO UPDATE SET
        calls = kept.calls + 1,
        unknown = kept.unknown + excluded.unknown,
        units_min = kept.units_min + excluded.units_min,
        units_max = kept.units_max + excluded.units_max,
        amount_min = kept.amount_min + excluded.amount_min,
        amount_max = kept.amount_max + excluded.amount_max;
    RETURN NULL;
END $$;

-- What waits or is on its way when it goes was not bought.
CREATE TRIGGER keep_usage AFTER DELETE ON visual.purchases FOR EACH ROW
    WHEN (OLD.state NOT IN ('queued', 'sending'))
    EXECUTE FUNCTION visual.keep_usage();

-- Whether somebody is still at work on a purchase.
CREATE FUNCTION visual.is_alive(entry visual.purchases) RETURNS boolean LANGUAGE sql AS $$
    SELECT coalesce(entry.lease_until > clock_timestamp(), false) OR EXISTS (
        SELECT FROM visual.members
        WHERE name = split_part(entry.owner, '.', 1) AND until > clock_timestamp()
    )
$$;

-- Goes on with the journal's time where no member's own clock says how much has passed: by the
-- database's clock, of which three hours at most are believed for certain.
CREATE FUNCTION visual.pass_time() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    now bigint := extract(epoch FROM clock_timestamp());
BEGIN
    UPDATE visual.journal SET
        proven = proven + least(greatest(now - wall, 0), 10800),
        estimated = estimated + greatest(now - wall, 0),
        wall = now
    WHERE (now - wall >= 60 OR now < wall)
        AND NOT EXISTS (SELECT FROM visual.members WHERE until > clock_timestamp());
END $$;

-- Drops what was kept for long enough; what is open or unknown has no end.
CREATE FUNCTION visual.clear() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    now bigint := (SELECT proven FROM visual.journal);
BEGIN
    DELETE FROM visual.purchases WHERE (idempotency_key, scope) IN (
        SELECT idempotency_key, scope FROM visual.purchases
        WHERE ended_at < now - 86400 AND ended_at + keep < now AND state IN ('done', 'failed')
        ORDER BY ended_at LIMIT 20000 FOR UPDATE SKIP LOCKED
    );
    DELETE FROM visual.access_keys WHERE seen + 90000 < now;
    DELETE FROM visual.members WHERE until < clock_timestamp() - interval '1 hour';
    PERFORM visual.clear_turns();
    PERFORM visual.clear_polls();
END $$;

-- A member says that it is alive: {name, about, lease_ms, joins, proven, estimated}. The last two
-- are what the journal's time was when it joined, and what its own clock has counted since: a
-- lower bound, so the highest of all members counts. Returns the time, and how many are alive.
CREATE FUNCTION visual.tick(request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    moment visual.journal;
    is_first boolean := (request ->> 'joins')::boolean;
    bound bigint := (request ->> 'proven')::bigint;
BEGIN
    IF is_first THEN
        PERFORM visual.pass_time();
    END IF;
    INSERT INTO visual.members VALUES (
        request ->> 'name', request ->> 'about',
        clock_timestamp() + (request ->> 'lease_ms')::bigint * interval '1 millisecond'
    )
    ON CONFLICT (name) DO UPDATE SET until = excluded.until, about = excluded.about;
    UPDATE visual.journal SET
        proven = greatest(proven, bound),
        estimated = greatest(estimated, (request ->> 'estimated')::bigint),
        wall = extract(epoch FROM clock_timestamp())
    WHERE NOT is_first AND proven + 30 <= bound;
    IF FOUND THEN
        PERFORM visual.clear();
    END IF;
    SELECT * INTO moment FROM visual.journal;
    RETURN jsonb_build_object('proven', moment.proven, 'estimated', moment.estimated,
        'members', (SELECT count(*) FROM visual.members WHERE until > clock_timestamp()));
END $$;

-- A member ends: what it was at is nobody's.
CREATE FUNCTION visual.leave(member text) RETURNS void LANGUAGE sql AS $$
    DELETE FROM visual.members WHERE name = member
$$;

-- Whether an access key is this account's: its first name counts until a day has passed without it.
-- It is written once an hour at most, so that nobody waits for another's claim.
CREATE FUNCTION visual.is_account(key text, label text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    moment bigint := (SELECT proven FROM visual.journal);
    kept visual.access_keys;
BEGIN
    SELECT * INTO kept FROM visual.access_keys WHERE access_key = key;
    IF kept.account = label AND kept.seen + 3600 >= moment THEN
        RETURN true;
    END IF;
    INSERT INTO visual.access_keys AS known VALUES (key, label, moment)
        ON CONFLICT (access_key) DO UPDATE SET account = excluded.account, seen = excluded.seen
        WHERE known.account = excluded.account OR known.seen + 90000 < excluded.seen;
    RETURN FOUND;
END $$;

-- Records a purchase before it is made, or says what became of it:
-- {entry, access_key, account, lease_ms?, max_calls?, max_spent?, currency?}. `max_spent` is in
-- millionths of `currency`. Returns {said}: `new`, and if this very claim was recorded before;
-- `busy`, `known` and `other` (other arguments), with the entry; `calls` and `cost` {spent} where
-- the limits of a day are reached; `account` where the access key is another account's: what was
-- bought under a key is known whatever the account is called, and buys nothing.
CREATE FUNCTION visual.claim(request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    entry visual.purchases := jsonb_populate_record(NULL::visual.purchases, request -> 'entry');
    known visual.purchases;
    moment visual.journal;
    day_start bigint;
    spent bigint;
BEGIN
    IF request ? 'lease_ms' THEN
        PERFORM visual.pass_time();
        entry.lease_until := clock_timestamp()
            + (request ->> 'lease_ms')::bigint * interval '1 millisecond';
    END IF;
    SELECT * INTO moment FROM visual.journal;
    entry.budget_at := moment.estimated;
    entry.json_fingerprint := coalesce(entry.json_fingerprint, '');
    entry.payer := coalesce(entry.payer, '');
    entry.step := coalesce(entry.step, 0);
    day_start := moment.estimated - 86400;
    IF request ? 'max_calls' OR request ? 'max_spent' THEN
        -- Limits of one tenant are counted by one at a time.
        PERFORM pg_advisory_xact_lock(hashtextextended(entry.tenant, 7));
    END IF;
    FOR attempt IN 1..100 LOOP
        FOR known IN
            SELECT * FROM visual.purchases
            WHERE idempotency_key = entry.idempotency_key
                AND (scope = entry.scope OR key_scope = entry.key_scope)
            FOR UPDATE
        LOOP
            IF known.owner = entry.owner THEN
                RETURN jsonb_build_object('said', 'new');
            END IF;
            IF known.state IN ('done', 'failed') AND known.ended_at + known.keep < moment.proven THEN
                DELETE FROM visual.purchases
                    WHERE idempotency_key = known.idempotency_key AND scope = known.scope;
                CONTINUE;
            END IF;
            IF known.state IN ('queued', 'sending') AND NOT visual.is_alive(known) THEN
                IF known.state = 'queued' THEN
                    DELETE FROM visual.purchases
                        WHERE idempotency_key = known.idempotency_key AND scope = known.scope;
                    CONTINUE;
                END IF;
                UPDATE visual.purchases SET state = 'unknown'
                    WHERE idempotency_key = known.idempotency_key AND scope = known.scope
                    RETURNING * INTO known;
            END IF;
            RETURN jsonb_build_object('entry', to_jsonb(known), 'said', CASE
                WHEN known.fingerprint <> entry.fingerprint AND (
                    known.json_fingerprint = '' OR known.json_fingerprint <> entry.json_fingerprint
                ) THEN 'other'
                WHEN known.state IN ('queued', 'sending') THEN 'busy'
                ELSE 'known'
            END);
        END LOOP;
        IF (request ->> 'max_calls')::bigint <= (
            SELECT count(*) FROM visual.purchases
            WHERE tenant = entry.tenant AND budget_at >= day_start
        ) THEN
            RETURN jsonb_build_object('said', 'calls');
        END IF;
        IF request ? 'max_spent' THEN
            SELECT coalesce(sum(amount_max), 0) INTO spent FROM visual.purchases
                WHERE tenant = entry.tenant AND budget_at >= day_start
                    AND currency = request ->> 'currency';
            IF entry.amount_max IS NULL OR entry.currency IS DISTINCT FROM request ->> 'currency'
                OR spent + entry.amount_max > (request ->> 'max_spent')::bigint
            THEN
                RETURN jsonb_build_object('said', 'cost', 'spent', spent);
            END IF;
        END IF;
        IF NOT visual.is_account(request ->> 'access_key', request ->> 'account') THEN
            RETURN jsonb_build_object('said', 'account');
        END IF;
        INSERT INTO visual.purchases SELECT entry.* ON CONFLICT DO NOTHING;
        IF FOUND THEN
            RETURN jsonb_build_object('said', 'new');
        END IF;
        -- Somebody else was faster: what is there now is known.
    END LOOP;
    RAISE EXCEPTION 'a claim was overtaken too often';
END $$;

-- Writes down what came of purchases, where they are still their sender's: a list of
-- {scope, idempotency_key, owner, step, state, task, job} and the columns of what it costs. Without a
-- state it is as if it had not been ordered. Returns how many were found, one by one.
CREATE FUNCTION visual.settle(outcomes jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    outcome visual.purchases;
    moment visual.journal;
    found_rows jsonb := '[]';
    count integer;
BEGIN
    SELECT * INTO moment FROM visual.journal;
    FOR outcome IN SELECT * FROM jsonb_populate_recordset(NULL::visual.purchases, outcomes) LOOP
        IF coalesce(outcome.state, '') = '' THEN
            DELETE FROM visual.purchases AS kept
                WHERE kept.scope = outcome.scope AND kept.owner = outcome.owner
                    AND kept.idempotency_key = outcome.idempotency_key;
        ELSE
            UPDATE visual.purchases AS kept SET
                state = outcome.state, step = coalesce(outcome.step, 0),
                task = outcome.task, job = outcome.job,
                ended = CASE WHEN outcome.state IN ('done', 'failed')
                    THEN extract(epoch FROM clock_timestamp())::bigint END,
                ended_at = CASE WHEN outcome.state IN ('done', 'failed') THEN moment.proven END,
                unit = outcome.unit, units_min = outcome.units_min, units_max = outcome.units_max,
                currency = outcome.currency, amount_min = outcome.amount_min,
                amount_max = outcome.amount_max, priced_on = outcome.priced_on
            WHERE kept.scope = outcome.scope AND kept.owner = outcome.owner
                AND kept.idempotency_key = outcome.idempotency_key
                AND kept.step <= coalesce(outcome.step, 0);
        END IF;
        GET DIAGNOSTICS count = ROW_COUNT;
        found_rows := found_rows || to_jsonb(count);
    END LOOP;
    RETURN found_rows;
END $$;

-- The entries of a tenant's task.
CREATE FUNCTION visual.of_job(of_tenant text, of_job text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT coalesce(jsonb_agg(to_jsonb(kept)), '[]') FROM visual.purchases AS kept
    WHERE job = of_job AND tenant = of_tenant
$$;

-- Writes down how tasks ended: a list like that of `settle`, found by their job. What was
-- delivered once stays so, although the service forgets it.
CREATE FUNCTION visual.end_job(endings jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    ending visual.purchases;
    moment visual.journal;
BEGIN
    SELECT * INTO moment FROM visual.journal;
    FOR ending IN SELECT * FROM jsonb_populate_recordset(NULL::visual.purchases, endings) LOOP
        UPDATE visual.purchases AS kept SET
            state = ending.state, step = kept.step + 1,
            ended = coalesce(kept.ended, extract(epoch FROM clock_timestamp())::bigint),
            ended_at = coalesce(kept.ended_at, moment.proven),
            unit = ending.unit, units_min = ending.units_min, units_max = ending.units_max,
            currency = ending.currency, amount_min = ending.amount_min,
            amount_max = ending.amount_max, priced_on = ending.priced_on
        WHERE kept.scope = ending.scope AND kept.idempotency_key = ending.idempotency_key
            AND kept.job = ending.job AND kept.state <> 'done';
        DELETE FROM visual.polls WHERE job = ending.job AND tenant = ending.tenant;
    END LOOP;
END $$;

-- What a member was sending when it ended becomes unknown; what it had not sent yet goes.
CREATE FUNCTION visual.settle_dead(of_tenant text) RETURNS void LANGUAGE sql AS $$
    DELETE FROM visual.purchases AS kept
        WHERE tenant = of_tenant AND state = 'queued' AND NOT visual.is_alive(kept);
    UPDATE visual.purchases AS kept SET state = 'unknown'
        WHERE tenant = of_tenant AND state = 'sending' AND NOT visual.is_alive(kept);
$$;

-- Every entry of a tenant, the oldest first.
CREATE FUNCTION visual.entries(of_tenant text) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
BEGIN
    PERFORM visual.settle_dead(of_tenant);
    RETURN QUERY SELECT to_jsonb(kept) FROM visual.purchases AS kept
        WHERE tenant = of_tenant ORDER BY since, idempotency_key;
END $$;

-- Those whose key begins with a text.
CREATE FUNCTION visual.of_key(of_tenant text, prefix text) RETURNS SETOF jsonb
LANGUAGE plpgsql AS $$
DECLARE
    beyond text := prefix || U&'\+10FFFF';
BEGIN
    DELETE FROM visual.purchases AS kept
        WHERE idempotency_key >= prefix AND idempotency_key < beyond AND tenant = of_tenant
            AND state = 'queued' AND NOT visual.is_alive(kept);
    UPDATE visual.purchases AS kept SET state = 'unknown'
        WHERE idempotency_key >= prefix AND idempotency_key < beyond AND tenant = of_tenant
            AND state = 'sending' AND NOT visual.is_alive(kept);
    RETURN QUERY SELECT to_jsonb(kept) FROM visual.purchases AS kept
        WHERE idempotency_key >= prefix AND idempotency_key < beyond AND tenant = of_tenant
        ORDER BY since, idempotency_key;
END $$;

-- What is kept of the purchases of a tenant whose entries are gone.
CREATE FUNCTION visual.archived(of_tenant text) RETURNS SETOF jsonb LANGUAGE sql AS $$
    SELECT to_jsonb(kept) FROM visual.usage AS kept WHERE tenant = of_tenant
$$;

-- Removes what a tenant bought under a key and is unknown.
CREATE FUNCTION visual.forget(of_tenant text, key text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    count bigint;
BEGIN
    PERFORM visual.settle_dead(of_tenant);
    DELETE FROM visual.purchases
        WHERE tenant = of_tenant AND idempotency_key = key AND state = 'unknown';
    GET DIAGNOSTICS count = ROW_COUNT;
    RETURN count;
END $$;

-- Removes one entry, if its key may buy again: {tenant, scope, idempotency_key, owner}.
CREATE FUNCTION visual.forget_entry(request jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    count bigint;
BEGIN
    DELETE FROM visual.purchases
        WHERE tenant = request ->> 'tenant' AND scope = request ->> 'scope'
            AND idempotency_key = request ->> 'idempotency_key'
            AND owner = request ->> 'owner' AND state IN ('unknown', 'failed');
    GET DIAGNOSTICS count = ROW_COUNT;
    RETURN count;
END $$;
