-- What is known of one limit. It is learnt from answers: one more is tried where the limit was
-- reached, and a refusal leads back.
CREATE TYPE visual.learnt AS (
    -- The most that is known or assumed to work; nothing while no limit is known.
    works integer,
    -- What is never exceeded.
    ceiling integer,
    -- Whether `works` was seen to work: only then one more is tried.
    seen boolean,
    -- Nothing more is tried before this, and how long the rest was, in seconds.
    rests_until timestamptz,
    rest integer
);

CREATE FUNCTION visual.new_limit(number integer, is_fixed boolean) RETURNS visual.learnt
LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW(greatest(number, 1), CASE WHEN is_fixed THEN greatest(number, 1) END,
        false, NULL, 0)::visual.learnt
    WHERE number IS NOT NULL
    UNION ALL
    SELECT ROW(NULL, NULL, false, NULL, 0)::visual.learnt WHERE number IS NULL
$$;

-- Whether one more may be tried, once it does not rest.
CREATE FUNCTION visual.grows(known visual.learnt) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT known.seen AND known.works IS NOT NULL
        AND (known.ceiling IS NULL OR known.works < known.ceiling)
$$;

-- How many may be tried now: at most one more than is known to work. Nothing if all may.
CREATE FUNCTION visual.allowed(known visual.learnt, now timestamptz) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT known.works
        + (visual.grows(known) AND coalesce(known.rests_until <= now, true))::integer
$$;

-- The service accepted one, with `level` at work.
CREATE FUNCTION visual.limit_accepted(known visual.learnt, level integer, now timestamptz)
RETURNS visual.learnt LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF known.works IS NULL OR level < known.works THEN
        RETURN known;
    END IF;
    known.seen := true;
    -- While it rests, what lies above was at work before the refusal.
    IF level > known.works AND coalesce(known.rests_until <= now, true)
        AND coalesce(known.works < known.ceiling, true)
    THEN
        known.works := known.works + 1;
        known.rest := 0;
    END IF;
    RETURN known;
END $$;

-- The service refused one, with `worked` others at work. Nothing more is tried for a minute; for
-- twice as long, up to half an hour, after each refusal that a new attempt brings.
CREATE FUNCTION visual.limit_refused(known visual.learnt, worked integer, now timestamptz)
RETURNS visual.learnt LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    worked := greatest(worked, 1);
    IF known.works IS NULL OR worked < known.works THEN
        known.works := worked;
        known.seen := false;
    END IF;
    -- Several refusals of one burst count once.
    IF coalesce(known.rests_until <= now, true) THEN
        known.rest := least(greatest(known.rest * 2, 60), 1800);
    END IF;
    known.rests_until := now + known.rest * interval '1 second';
    RETURN known;
END $$;
