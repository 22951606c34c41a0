-- The contributions of every signal that is a formula over tables, for DuckDB (formulas: docs/scoring.md).
--
-- Reads the tables of a pack, each with its row numbers as `id`, and two tables to be filled with a question.

CREATE TABLE seeds (track UINTEGER, weight BIGINT);  -- in 1/1024
CREATE TABLE mixer (signal TEXT, weight BIGINT);  -- in 1/100

CREATE VIEW entries AS
    SELECT id AS list, unnest(tracks) AS track, generate_subscripts(tracks, 1) AS place FROM lists;

CREATE VIEW counted_weights AS
    SELECT id AS seed, unnest(track) AS track, unnest(weight) AS weight, generate_subscripts(track, 1) AS place FROM neighbours;

CREATE VIEW fitted_weights AS
    SELECT id AS seed, unnest(track) AS track, unnest(weight) AS weight, generate_subscripts(track, 1) AS place FROM fitted;

CREATE VIEW by_artist AS
    SELECT id AS artist, len(tracks) AS all_tracks, unnest(tracks) AS track, generate_subscripts(tracks, 1) AS place FROM artists;

CREATE VIEW tagged AS
    SELECT id AS track, unnest(tags) AS tag, unnest(tag_weights)::BIGINT AS weight FROM tracks;

-- A seed of weight 0 is known as heard, and says nothing.
CREATE VIEW speaking AS SELECT track, weight FROM seeds WHERE weight > 0;

CREATE VIEW factors AS
    SELECT 'together' AS signal, w.seed, w.track, s.weight AS seed_weight, w.weight
    FROM speaking s JOIN counted_weights w ON w.seed = s.track
UNION ALL
    SELECT 'fitted', w.seed, w.track, s.weight, w.weight
    FROM speaking s JOIN fitted_weights w ON w.seed = s.track
UNION ALL
    -- Roots of integers below 2^53 are exact in floating point, once rounded down.
    SELECT 'same-artist', s.track, a.track, s.weight, floor(sqrt(65535 * 65535::BIGINT // a.all_tracks))::BIGINT
    FROM speaking s JOIN tracks t ON t.id = s.track JOIN by_artist a ON a.artist = t.artist
    WHERE a.place <= 100 AND a.track <> s.track
UNION ALL
    SELECT 'tags', s.track, c.track, s.weight, sum(v.weight * c.weight)::BIGINT
    FROM speaking s JOIN tagged v ON v.track = s.track JOIN tagged c ON c.tag = v.tag
    WHERE c.track <> s.track AND v.weight > 0
    GROUP BY s.track, c.track, s.weight
UNION ALL
    SELECT 'popularity', NULL, id, 1024, popularity FROM tracks;

CREATE VIEW contributions AS
    SELECT signal, f.seed, f.track, f.seed_weight::BIGINT AS seed_weight, m.weight::BIGINT AS mixer, f.weight::BIGINT AS weight,
        f.seed_weight::BIGINT * m.weight::BIGINT * f.weight::BIGINT AS points
    FROM factors f JOIN mixer m USING (signal)
    WHERE m.weight <> 0;

-- In how many lists each seed stands with each track.
CREATE VIEW together_in AS
    SELECT s.track AS seed, c.track, count(*) AS lists
    FROM seeds s JOIN entries e ON e.track = s.track JOIN entries c ON c.list = e.list
    WHERE c.track <> s.track
    GROUP BY s.track, c.track;
