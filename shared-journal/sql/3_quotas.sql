-- Who may submit now, for all members: what the service lets in at once and a second, for each
-- account and tool. The rules are those of the limiter in one process (`host/src/limiter`), with
-- these differences:
-- * a request counts from its turn to its answer: nobody says when it leaves, which would be one
--   statement more for each purchase;
-- * what ended before anything was known of a second's limit does not teach it;
-- * who leaves the line leaves its tenant's turn in that round unused;
-- * who waits looks again, the sooner the nearer its turn is. There is no LISTEN: a pooler takes it,
--   and it would be one more connection for each member.
-- Nothing here is waited for by the disk: what a crash of the database forgets is counted too low
-- until those jobs end, and the service's refusals lead back.

-- One for each account and tool that has limits. Its row is locked by who changes anything about
-- its turns, so that different quotas do not wait for each other.
CREATE TABLE visual.quotas (
    quota text PRIMARY KEY,
    -- As somebody set it, or where learning began.
    concurrency integer,
    per_second integer,
    fixed boolean NOT NULL,
    at_once visual.learnt,
    pace visual.learnt,
    -- Nobody is let in before this.
    opens timestamptz,
    -- Refusals in a row that no job of ours explains.
    unexplained integer NOT NULL DEFAULT 0,
    -- Where the tenants' turns have come to.
    round bigint NOT NULL DEFAULT 0,
    used timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

-- Who waits, and who was let in. A claim is a lease: its member's, or one of its own.
CREATE TABLE visual.turns (
    claim text PRIMARY KEY,
    quota text NOT NULL,
    tenant text NOT NULL,
    member text,
    lease_until timestamptz,
    -- The order of the line: tenants have one turn a round.
    round bigint NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY,
    -- `waiting`; `called`: it does not know of its turn yet; `unanswered`, `accepted`, `refused`:
    -- in its place; `ended` and `in-vain`: only its second still counts; `gone`: it never was there.
    state text NOT NULL,
    -- How many others were in their places at its turn.
    others integer NOT NULL DEFAULT 0,
    turn_at timestamptz,
    answered_at timestamptz
) WITH (fillfactor = 50);
CREATE INDEX turns_by_place ON visual.turns (quota, state, round, number);
CREATE INDEX turns_by_tenant ON visual.turns (quota, tenant, round) WHERE state = 'waiting';

CREATE FUNCTION visual.is_turn_alive(turn visual.turns) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(turn.lease_until > clock_timestamp(), false) OR EXISTS (
        SELECT FROM visual.members WHERE name = turn.member AND until > clock_timestamp()
    )
$$;

-- Until when a turn counts in the limit of a second: 1.1 seconds (a second, and what one request
-- may travel longer than the next) after the latest moment at which it can have left. Without an
-- answer that is a second after its turn.
CREATE FUNCTION visual.counts_until(turn visual.turns, now timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE AS $$
    SELECT interval '1.1 seconds' + CASE
        WHEN turn.state = 'called' THEN now + interval '1 second'
        ELSE least(turn.answered_at, turn.turn_at + interval '1 second')
    END
$$;

-- Locks a quota, and makes it where there is none. One that was set replaces what was there; a
-- default is only where learning begins. {quota, concurrency?, per_second?, fixed?}
CREATE FUNCTION visual.lock_quota(request jsonb) RETURNS visual.quotas LANGUAGE plpgsql AS $$
DECLARE
    wanted visual.quotas := jsonb_populate_record(NULL::visual.quotas, request);
    known visual.quotas;
BEGIN
    LOOP
        SELECT * INTO known FROM visual.quotas WHERE quota = wanted.quota FOR UPDATE;
        EXIT WHEN FOUND;
        wanted.fixed := coalesce(wanted.fixed, false);
        INSERT INTO visual.quotas (quota, concurrency, per_second, fixed, at_once, pace) VALUES (
            wanted.quota, wanted.concurrency, wanted.per_second, wanted.fixed,
            visual.new_limit(wanted.concurrency, wanted.fixed),
            visual.new_limit(wanted.per_second, wanted.fixed)
        ) ON CONFLICT DO NOTHING;
    END LOOP;
    IF wanted.fixed AND (known.concurrency, known.per_second, known.fixed)
        IS DISTINCT FROM (wanted.concurrency, wanted.per_second, true)
    THEN
        known.concurrency := wanted.concurrency;
        known.per_second := wanted.per_second;
        known.fixed := true;
        known.at_once := visual.new_limit(known.concurrency, true);
        known.pace := visual.new_limit(known.per_second, true);
    END IF;
    RETURN known;
END $$;

CREATE FUNCTION visual.save_quota(known visual.quotas) RETURNS void LANGUAGE sql AS $$
    UPDATE visual.quotas SET
        concurrency = known.concurrency, per_second = known.per_second, fixed = known.fixed,
        at_once = known.at_once, pace = known.pace, opens = known.opens,
        unexplained = known.unexplained, round = known.round, used = clock_timestamp()
    WHERE quota = known.quota AND (
        quotas IS DISTINCT FROM known OR used < clock_timestamp() - interval '1 minute'
    )
$$;

-- Calls whose turn has come, in a quota that is locked. `me` looks at this moment, so it is alive.
CREATE FUNCTION visual.call_next(known visual.quotas, me text) RETURNS visual.quotas
LANGUAGE plpgsql AS $$
DECLARE
    now timestamptz := clock_timestamp();
    next visual.turns;
    taken integer;
    lately integer;
BEGIN
    DELETE FROM visual.turns AS kept
        WHERE quota = known.quota AND state IN ('ended', 'in-vain')
            AND visual.counts_until(kept, now) <= now;
    LOOP
        SELECT * INTO next FROM visual.turns
            WHERE quota = known.quota AND state = 'waiting' ORDER BY round, number LIMIT 1;
        EXIT WHEN NOT FOUND OR known.opens > now;
        IF next.claim IS DISTINCT FROM me AND NOT visual.is_turn_alive(next) THEN
            DELETE FROM visual.turns WHERE claim = next.claim;
            CONTINUE;
        END IF;
        SELECT count(*) INTO taken FROM visual.turns
            WHERE quota = known.quota AND state IN ('called', 'unanswered', 'accepted', 'refused');
        SELECT count(*) INTO lately FROM visual.turns AS kept
            WHERE quota = known.quota AND state <> 'waiting'
                AND visual.counts_until(kept, now) > now;
        IF taken >= visual.allowed(known.at_once, now) OR lately >= visual.allowed(known.pace, now)
        THEN
            -- Who died gives its place back.
            DELETE FROM visual.turns AS kept
                WHERE quota = known.quota AND claim IS DISTINCT FROM me
                    AND state IN ('called', 'unanswered', 'accepted', 'refused')
                    AND NOT visual.is_turn_alive(kept);
            EXIT WHEN NOT FOUND;
            CONTINUE;
        END IF;
        UPDATE visual.turns SET state = 'called', answered_at = NULL, others = (
            SELECT count(*) FROM visual.turns
            WHERE quota = known.quota AND state IN ('unanswered', 'accepted')
        ) WHERE claim = next.claim;
        known.round := greatest(known.round, next.round);
    END LOOP;
    RETURN known;
END $$;

-- How many wait before a claim, as far as it matters.
CREATE FUNCTION visual.ahead(mine visual.turns) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT count(*) FROM (
        SELECT FROM visual.turns
        WHERE quota = mine.quota AND state = 'waiting'
            AND (round, number) < (mine.round, mine.number)
        LIMIT 35
    ) AS before
$$;

-- In how many milliseconds a claim that waits should look again: when time alone may bring its
-- turn, and otherwise the sooner, the nearer its turn is.
CREATE FUNCTION visual.look_again(mine visual.turns, known visual.quotas) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    now timestamptz := clock_timestamp();
    ahead bigint := visual.ahead(mine);
    pause interval := (250 + 50 * ahead) * interval '1 millisecond';
    pace_room timestamptz;
BEGIN
    IF ahead = 0 THEN
        SELECT visual.counts_until(kept, now) INTO pace_room FROM visual.turns AS kept
            WHERE quota = mine.quota AND state <> 'waiting' AND turn_at IS NOT NULL
            ORDER BY 1 DESC OFFSET greatest(visual.allowed(known.pace, now) - 1, 0) LIMIT 1;
        IF (known.pace).works IS NOT NULL AND pace_room > now THEN
            pause := least(pause, pace_room - now);
        END IF;
        pause := greatest(pause, known.opens - now);
    END IF;
    RETURN least(greatest(ceil(extract(epoch FROM pause) * 1000), 10), 2000);
END $$;

-- Joins the line, or looks whether its turn has come:
-- {claim, quota, tenant, member or lease_ms, concurrency?, per_second?, fixed?, waits?}. Quota and
-- tenant are hashes. A claim that was refused comes back to the front of its tenant's line; with
-- `waits` false it has its turn at once or is not in the line. Returns {turn, again_ms, tell}:
-- when to look again while it is not its turn, and whether the service's acceptance teaches
-- anything, so that it is worth a statement.
CREATE FUNCTION visual.enter(request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    mine visual.turns := jsonb_populate_record(NULL::visual.turns, request);
    until timestamptz := clock_timestamp()
        + (request ->> 'lease_ms')::bigint * interval '1 millisecond';
    known visual.quotas;
    kept visual.turns;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    IF request ->> 'concurrency' IS NULL AND request ->> 'per_second' IS NULL AND NOT EXISTS (
        SELECT FROM visual.quotas WHERE quota = mine.quota
            AND ((at_once).works IS NOT NULL OR (pace).works IS NOT NULL)
    ) THEN
        -- Nothing is known: it is everybody's turn, and nobody waits for a lock. They are counted,
        -- so that a refusal can teach.
        INSERT INTO visual.turns (claim, quota, tenant, member, lease_until, round, state, turn_at)
            VALUES (mine.claim, mine.quota, mine.tenant, mine.member, until, 0, 'unanswered',
                clock_timestamp())
            ON CONFLICT DO NOTHING;
        IF FOUND THEN
            RETURN jsonb_build_object('turn', true, 'tell', false);
        END IF;
    END IF;
    SELECT * INTO kept FROM visual.turns WHERE claim = mine.claim AND state = 'waiting';
    IF FOUND AND until IS NULL AND visual.ahead(kept) >= 35 THEN
        -- Far from its turn: it need not hold up the others.
        RETURN jsonb_build_object('turn', false, 'again_ms', 2000);
    END IF;
    known := visual.lock_quota(request);
    INSERT INTO visual.turns (claim, quota, tenant, member, lease_until, round, state)
        VALUES (mine.claim, mine.quota, mine.tenant, mine.member, until, greatest(known.round, (
            SELECT max(round) + 1 FROM visual.turns
            WHERE quota = mine.quota AND tenant = mine.tenant AND state = 'waiting'
        )), 'waiting')
        ON CONFLICT (claim) DO UPDATE SET lease_until = excluded.lease_until,
            state = CASE turns.state WHEN 'refused' THEN 'waiting' ELSE turns.state END;
    known := visual.call_next(known, mine.claim);
    SELECT * INTO mine FROM visual.turns WHERE claim = mine.claim;
    IF mine.state = 'called' THEN
        UPDATE visual.turns SET state = 'unanswered', turn_at = clock_timestamp()
            WHERE claim = mine.claim;
    ELSIF mine.state = 'waiting' AND (request ->> 'waits')::boolean IS FALSE THEN
        DELETE FROM visual.turns WHERE claim = mine.claim;
    END IF;
    PERFORM visual.save_quota(known);
    IF mine.state = 'waiting' THEN
        RETURN jsonb_build_object('turn', false, 'again_ms', visual.look_again(mine, known));
    END IF;
    RETURN jsonb_build_object('turn', true, 'tell',
        (known.pace).works IS NOT NULL OR known.unexplained > 0 OR (
            (known.at_once).works IS NOT NULL
            AND coalesce((known.at_once).works < (known.at_once).ceiling, true)
        ));
END $$;

-- What came of a turn, in a quota that is locked: the service's answer.
CREATE FUNCTION visual.answer_turn(known visual.quotas, mine visual.turns, report jsonb)
RETURNS visual.quotas LANGUAGE plpgsql AS $$
DECLARE
    now timestamptz := clock_timestamp();
    worked integer;
    pause interval;
BEGIN
    IF report ->> 'what' = 'accepted' THEN
        UPDATE visual.turns SET state = 'accepted', answered_at = now WHERE claim = mine.claim;
        known.unexplained := 0;
        SELECT count(*) INTO worked FROM visual.turns
            WHERE quota = known.quota AND state = 'accepted';
        known.at_once := visual.limit_accepted(known.at_once, worked, now);
        -- What certainly was within a second at the service, however it travelled.
        SELECT count(*) INTO worked FROM visual.turns
            WHERE quota = known.quota AND state IN ('accepted', 'ended')
                AND turn_at > now - interval '0.9 seconds' AND answered_at IS NOT NULL;
        known.pace := visual.limit_accepted(known.pace, worked, now);
        RETURN known;
    END IF;
    -- It may have another turn within this second: what was sent counts by itself.
    UPDATE visual.turns SET state = 'refused', turn_at = NULL WHERE claim = mine.claim;
    INSERT INTO visual.turns (claim, quota, tenant, member, round, state, turn_at, answered_at)
        VALUES (gen_random_uuid()::text, mine.quota, mine.tenant, mine.member, 0, 'in-vain',
            mine.turn_at, now);
    IF report ->> 'what' = 'too-many-at-once' THEN
        DELETE FROM visual.turns AS kept
            WHERE quota = known.quota AND state IN ('unanswered', 'accepted')
                AND NOT visual.is_turn_alive(kept);
        SELECT count(*) INTO worked FROM visual.turns
            WHERE quota = known.quota AND state IN ('unanswered', 'accepted');
        -- Some may have ended while the request was on its way.
        known.at_once := visual.limit_refused(known.at_once, greatest(worked, mine.others), now);
    ELSE
        SELECT count(*) INTO worked FROM visual.turns
            WHERE quota = known.quota AND state IN ('unanswered', 'accepted', 'ended')
                AND turn_at > mine.turn_at - interval '1.1 seconds'
                AND turn_at < mine.turn_at + interval '1.1 seconds';
        known.pace := visual.limit_refused(known.pace, worked, now);
    END IF;
    IF report ->> 'retry_after_ms' IS NOT NULL THEN
        pause := least((report ->> 'retry_after_ms')::bigint, 60000) * interval '1 millisecond';
    END IF;
    IF worked = 0 THEN
        -- As `call::retry::pause_ms`.
        pause := greatest(pause, random() * least(500 * 2 ^ least(known.unexplained, 16), 20000)
            * interval '1 millisecond');
        known.unexplained := known.unexplained + 1;
    END IF;
    known.opens := greatest(known.opens, now + pause);
    RETURN known;
END $$;

-- Says what came of turns: a list of {claim, what, retry_after_ms?}, where `what` is `accepted`,
-- `too-many-at-once`, `too-many-a-second`; `ended`: its job did, or nobody waits for it any more;
-- `unused`: nothing was sent. Said again, it changes nothing. Returns the claims of these quotas
-- whose turn has come and who do not know it yet.
CREATE FUNCTION visual.report(reports jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    quotas text[];
    report jsonb;
    known visual.quotas;
    mine visual.turns;
    my_claim text;
    my_quota text;
    found_claims text[] := '{}';
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    -- In one order, so that two members never wait for each other.
    FOR report, my_quota IN
        SELECT list.value, kept.quota
        FROM jsonb_array_elements(reports) WITH ORDINALITY AS list
        JOIN visual.turns AS kept ON kept.claim = list.value ->> 'claim'
        ORDER BY kept.quota, list.ordinality
    LOOP
        my_claim := report ->> 'claim';
        found_claims := found_claims || my_claim;
        IF report ->> 'what' LIKE 'too-many-%' THEN
            known := visual.lock_quota(jsonb_build_object('quota', my_quota));
        ELSE
            SELECT * INTO known FROM visual.quotas WHERE quota = my_quota FOR UPDATE;
        END IF;
        SELECT * INTO mine FROM visual.turns WHERE claim = my_claim;
        IF report ->> 'what' IN ('ended', 'unused') THEN
            UPDATE visual.turns SET state = 'ended'
                WHERE claim = my_claim AND report ->> 'what' = 'ended'
                    AND state IN ('unanswered', 'accepted') AND (known.pace).works IS NOT NULL;
            IF NOT FOUND THEN
                DELETE FROM visual.turns WHERE claim = my_claim;
            END IF;
        ELSIF mine.state = 'unanswered' AND known.quota IS NOT NULL THEN
            known := visual.answer_turn(known, mine, report);
        END IF;
        IF known.quota IS NOT NULL THEN
            known := visual.call_next(known, NULL);
            PERFORM visual.save_quota(known);
            quotas := quotas || my_quota;
        END IF;
    END LOOP;
    -- What ends before its first statement has come must not be brought back by that.
    INSERT INTO visual.turns (claim, quota, tenant, lease_until, round, state)
        SELECT DISTINCT list ->> 'claim', '', '', now() + interval '1 minute', 0, 'gone'
        FROM jsonb_array_elements(reports) AS list
        WHERE list ->> 'what' IN ('ended', 'unused') AND list ->> 'claim' <> ALL (found_claims)
        ON CONFLICT (claim) DO UPDATE SET state = 'gone', member = NULL, turn_at = NULL,
            answered_at = NULL, lease_until = excluded.lease_until;
    RETURN (SELECT coalesce(jsonb_agg(claim), '[]') FROM visual.turns
        WHERE quota = ANY (quotas) AND state = 'called');
END $$;

-- Drops quotas that were not used for an hour, and what the dead had in quotas of which nothing
-- is known: nobody looks there.
CREATE FUNCTION visual.clear_turns() RETURNS void LANGUAGE sql AS $$
    DELETE FROM visual.turns WHERE claim IN (
        SELECT claim FROM visual.turns AS kept
        WHERE NOT visual.is_turn_alive(kept) LIMIT 1000 FOR UPDATE SKIP LOCKED
    );
    DELETE FROM visual.quotas WHERE quota IN (
        SELECT quota FROM visual.quotas AS kept
        WHERE used < clock_timestamp() - interval '1 hour'
            AND NOT EXISTS (SELECT FROM visual.turns WHERE quota = kept.quota)
        LIMIT 1000 FOR UPDATE SKIP LOCKED
    );
$$;
