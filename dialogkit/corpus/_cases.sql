-- The log: conversation_id, position, sent (µs since 1970), speaker, person, kind, text, channel,
-- locale, intent, asks, announces, receipt, done, marks, row;
-- nr counts by position and, where that is equal, by content.
-- Variables: gap, the pause in µs that ends a case; short, the one after which a closed case may be
-- followed by the next; long, the one after which the company writes of something new; month, the
-- one after which it does so again; mark, without what it matches no text opens a case in passing.

-- the order of messages
-- A message comes twice where exports overlap or a messenger delivers it again. Equal in all, with
-- the position or to the second, is the same. Where an export knows only minutes, equal messages of
-- one minute are the same
--   where another time stands between them, so that the order of positions is broken: whoever says
--   the same twice in a minute does so in a run of messages of that minute, and the run that holds
--   it most often tells how often it was said;
--   within a run, where nothing stands between the two or where all of that minute came as often.
-- What cannot be known: whether a question and an answer that both come twice in a minute were said
-- twice (here they were not), or whether a part of a minute that comes twice at once was (it was).
CREATE TEMP TABLE twins AS
SELECT DISTINCT conversation_id, sent
FROM (
    SELECT conversation_id, sent
    FROM log GROUP BY conversation_id, sent, speaker, person, kind, text HAVING count(*) > 1
);

CREATE TEMP TABLE copies AS
WITH counted AS (
    SELECT *, row_number() OVER (PARTITION BY conversation_id, sent IS NULL ORDER BY nr) AS n
    FROM log WHERE conversation_id IN (SELECT conversation_id FROM twins)
), near AS (
    SELECT counted.*,
        n - lag(n) OVER minute > 1 AS apart,
        speaker = lag(speaker) OVER minute AND text = lag(text) OVER minute
            AND person IS NOT DISTINCT FROM lag(person) OVER minute AS beside
    FROM counted JOIN twins
        ON counted.conversation_id = twins.conversation_id
        AND counted.sent IS NOT DISTINCT FROM twins.sent
    WINDOW minute AS (PARTITION BY counted.conversation_id, counted.sent ORDER BY nr)
), running AS (
    SELECT *, count(*) FILTER (apart) OVER (
        PARTITION BY conversation_id, sent ORDER BY nr ROWS UNBOUNDED PRECEDING
    ) AS run
    FROM near
), ranked AS (
    SELECT *, dense_rank() OVER (same ORDER BY position) AS nth,
        row_number() OVER (
            PARTITION BY conversation_id, sent, speaker, person, kind, text, position ORDER BY nr
        ) AS again
    FROM running
    WINDOW same AS (PARTITION BY conversation_id, sent, speaker, person, kind, text, run)
), fullest AS (
    SELECT *, first(run) OVER (same ORDER BY nth DESC, nr) AS fullest_run, max(nth) OVER (same)
        AS places
    FROM ranked
    WINDOW same AS (PARTITION BY conversation_id, sent, speaker, person, kind, text)
), folded AS (
    SELECT *, min(places) OVER (PARTITION BY conversation_id, sent) AS folds FROM fullest
)
SELECT row FROM folded
WHERE again > 1 OR (
    sent IS NOT NULL AND (
        run <> fullest_run
        OR (text <> '' AND nth > 1
            AND (sent % 60000000 <> 0 OR beside OR nth > places / folds))
    )
);

-- A message of unknown time is taken for as old as the one before it: messages come in bursts. One
-- that is late by less than a minute keeps its position (clocks differ); one that is later moves.
CREATE TEMP VIEW ahead AS
WITH counted AS (
    SELECT log.*, copies.row IS NOT NULL AS copy,
        kind <> 'event' AND speaker <> 'system' AND NOT copy AS spoken
    FROM log LEFT JOIN copies USING (row)
), numbered AS (
    SELECT conversation_id, count(*) = count(DISTINCT position) AS numbered
    FROM counted WHERE NOT copy GROUP BY conversation_id
), timed AS (
    SELECT counted.*, numbered, max(sent) OVER (
        PARTITION BY conversation_id ORDER BY nr
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS latest
    FROM counted JOIN numbered USING (conversation_id)
)
SELECT * EXCLUDE (latest, numbered),
    CASE
        WHEN numbered AND sent < latest AND sent >= latest - 60000000 THEN latest ELSE sent
    END AS known,
    coalesce(numbered AND NOT copy AND sent < latest - 60000000, FALSE) AS late
FROM timed;

-- where all times are known
CREATE TEMP VIEW filled AS SELECT *, known AS clock FROM ahead;

-- where times are missing
CREATE TEMP VIEW filled AS
SELECT *, coalesce(
    known, last_value(known IGNORE NULLS) OVER before, first_value(known IGNORE NULLS) OVER after
) AS clock
FROM ahead
WINDOW
    before AS (
        PARTITION BY conversation_id ORDER BY nr
        ROWS UNBOUNDED PRECEDING
    ),
    after AS (
        PARTITION BY conversation_id ORDER BY nr
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
    );

-- the places of messages
CREATE TEMP TABLE placed AS
WITH behind AS (
    -- nobody answers within two seconds: then the answer's clock is ahead of the question's
    SELECT *, coalesce(
        spoken AND speaker <> 'customer' AND kind <> 'template' AND sent % 60000000 <> 0
        AND lead(speaker) OVER talk = 'customer'
        AND lead(clock) OVER talk - clock BETWEEN 1 AND 2000000
        AND clock - lag(clock) OVER talk > getvariable('gap'), FALSE
    ) AS hasty, lead(clock) OVER talk AS next_clock
    FROM filled
    WINDOW talk AS (
        PARTITION BY conversation_id, spoken ORDER BY clock, nr
    )
)
SELECT * EXCLUDE (clock, next_clock, known),
    CASE WHEN hasty THEN next_clock ELSE clock END AS moment,
    row_number() OVER (
        PARTITION BY conversation_id
        ORDER BY CASE WHEN hasty THEN next_clock ELSE clock END, hasty, nr
    ) AS place
FROM behind;

-- the turns
-- Sides take turns; a customer's turn ends at a pause, too, and before a word that may open a case.
CREATE TEMP TABLE sided AS
WITH paused AS (
    SELECT *, speaker = 'customer' AS customers,
        moment - lag(moment) OVER talk AS pause, lag(speaker) OVER talk AS before,
        coalesce(lag(done) OVER talk, FALSE) AS done_before,
        last_value(CASE WHEN speaker <> 'customer' THEN text END IGNORE NULLS) OVER (
            talk ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS team_text
    FROM placed
    WINDOW talk AS (PARTITION BY conversation_id, spoken ORDER BY place)
), unasked AS (
    SELECT *, spoken AND NOT customers AND pause > getvariable('long') AS anew,
        spoken AND NOT customers AND pause > getvariable('month') AS apart
    FROM paused
)
SELECT *, sum(CASE
    WHEN NOT spoken THEN 0
    WHEN before IS NULL OR customers <> (before = 'customer') THEN 1
    WHEN customers AND (
        done_before OR pause > getvariable('short')
        OR regexp_matches(text, getvariable('mark'), 'i')
    ) THEN 1
    ELSE 0
END) OVER (PARTITION BY conversation_id ORDER BY place ROWS UNBOUNDED PRECEDING) AS side
FROM unasked;

CREATE TEMP TABLE sides AS
SELECT conversation_id, side,
    bool_or(customers AND spoken) AS customers,
    min(place) FILTER (spoken) AS place,
    arg_min(pause, place) FILTER (spoken) AS pause,
    bool_or(kind = 'template' AND spoken AND pause > getvariable('gap')) AS pushed,
    coalesce(max(place) FILTER (apart), min(place) FILTER (anew)) AS anew_at,
    coalesce(
        arg_max(before = 'customer', place) FILTER (apart),
        arg_min(before = 'customer', place) FILTER (anew)
    ) AS anew_after_customer,
    CASE WHEN bool_or(apart) THEN arg_max_null(team_text, place) FILTER (apart)
        ELSE arg_min_null(team_text, place) FILTER (anew) END AS anew_after,
    coalesce(arg_max(done, place) FILTER (customers AND spoken), FALSE) AS done,
    bool_or(customers AND spoken AND regexp_matches(text, getvariable('mark'), 'i')) AS marked,
    bool_or(NOT spoken AND NOT copy) AS noticed
FROM sided GROUP BY conversation_id, side;

CREATE TEMP TABLE candidates AS
WITH judged AS (
    SELECT *,
        lag(side) OVER thread AS side_1,
        lag(side, 2) OVER thread AS side_2,
        lag(customers) OVER thread AS customers_1,
        lag(pushed) OVER thread AS pushed_1,
        CASE WHEN lag(customers) OVER thread THEN lag(done) OVER thread
            ELSE lag(done, 2) OVER thread END AS done_1,
        CASE WHEN lag(customers) OVER thread THEN lag(pause) OVER thread END AS pause_1,
        CASE WHEN lag(customers) OVER thread THEN lag(place) OVER thread END AS place_1,
        lag(anew_at) OVER thread AS anew_at_1,
        lag(anew_after_customer) OVER thread AS anew_after_customer_1,
        lag(anew_after) OVER thread AS anew_after_1,
        noticed OR lag(noticed) OVER thread OR lag(noticed, 2) OVER thread AS noted
    FROM sides
    WINDOW thread AS (PARTITION BY conversation_id ORDER BY side)
)
SELECT conversation_id, side, place, pause, side_1, side_2, customers_1, pushed_1,
    pause_1, place_1,
    anew_at_1, anew_after_customer_1, anew_after_1
FROM judged
WHERE customers AND side_1 > 0 AND (
    pause > getvariable('short') OR marked OR noted OR pushed_1 OR anew_at_1 IS NOT NULL OR done_1
);

-- what is said around them
WITH wanted AS (
    SELECT DISTINCT conversation_id, unnest(range((side - 6)::BIGINT, (side + 1)::BIGINT)) AS side
    FROM candidates
), worded AS (
    SELECT conversation_id, side,
        string_agg(text, chr(10) ORDER BY place) FILTER (spoken) AS said,
        bool_or(customers) FILTER (spoken) AS customers,
        list(text ORDER BY place) FILTER (spoken) AS messages,
        arg_max(text, place) FILTER (spoken) AS ends,
        arg_min(pause, place) FILTER (spoken) AS pause,
        bool_or(kind IN ('media', 'location', 'contact', 'button') AND spoken) AS shows,
        coalesce(string_agg(text, chr(10) ORDER BY place) FILTER (NOT spoken AND NOT copy), '')
            AS notices
    FROM sided JOIN wanted USING (conversation_id, side)
    GROUP BY conversation_id, side
), around AS (
    SELECT c.conversation_id, c.place,
        list(struct_pack(customers := w.customers, messages := w.messages) ORDER BY w.side)
            FILTER (w.said IS NOT NULL) AS turns
    FROM candidates AS c JOIN worded AS w
        ON w.conversation_id = c.conversation_id AND w.side BETWEEN c.side - 6 AND c.side - 1
    GROUP BY c.conversation_id, c.place
)
SELECT c.conversation_id, c.place, c.pause, turns, c.pushed_1 AS pushed,
    c.place_1 AS after, c.pause_1 AS after_pause,
    c.anew_at_1 AS anew_at, c.anew_after_customer_1 AS anew_after_customer,
    c.anew_after_1 AS anew_after,
    own.said, own.shows, own.notices AS own_notices,
    CASE WHEN customers_1 THEN one.said ELSE two.said END AS before,
    NOT customers_1 AND two.pause <= getvariable('gap') AS before_answers,
    CASE WHEN NOT customers_1 THEN one.said END AS answer,
    CASE WHEN NOT customers_1 THEN one.ends END AS answer_ends,
    concat_ws(chr(10), two.notices, one.notices) AS notices
FROM candidates AS c
JOIN around USING (conversation_id, place)
JOIN worded AS own USING (conversation_id, side)
JOIN worded AS one ON one.conversation_id = c.conversation_id AND one.side = c.side_1
LEFT JOIN worded AS two ON two.conversation_id = c.conversation_id AND two.side = c.side_2
ORDER BY c.conversation_id, c.place;

-- what customers say, turn by turn
WITH worded AS (
    SELECT conversation_id, side, bool_or(customers) AS customers, min(place) AS place,
        string_agg(text, chr(10) ORDER BY place) AS said, arg_min(pause, place) AS pause
    FROM sided WHERE spoken GROUP BY conversation_id, side
), followed AS (
    SELECT *, NOT lag(customers) OVER (PARTITION BY conversation_id ORDER BY side) AS answered
    FROM worded
)
SELECT conversation_id, place, said, pause, coalesce(answered, FALSE) AS answered
FROM followed WHERE customers ORDER BY conversation_id, place;

-- the cases
CREATE TEMP TABLE said AS
WITH numbered AS (
    SELECT sided.*, reason, 1 + coalesce(count(reason) OVER thread, 0)::INTEGER AS number
    FROM sided LEFT JOIN cuts USING (conversation_id, place)
    WINDOW thread AS (PARTITION BY conversation_id ORDER BY place ROWS UNBOUNDED PRECEDING)
), turned AS (
    SELECT *, (spoken AND speaker IS DISTINCT FROM lag(speaker) OVER talk)::INTEGER AS starts
    FROM numbered
    WINDOW talk AS (PARTITION BY conversation_id, number, spoken ORDER BY place)
), alive AS (
    SELECT DISTINCT conversation_id, TRUE AS alive FROM placed WHERE spoken
)
SELECT turned.*,
    CASE WHEN alive THEN format('{}#{:03d}', conversation_id, number) END AS case_id,
    sum(starts) OVER (
        PARTITION BY conversation_id, number ORDER BY place ROWS UNBOUNDED PRECEDING
    ) AS turn
FROM turned LEFT JOIN alive USING (conversation_id);

-- where two clocks differ, an answer is not older than its question
CREATE TEMP MACRO seconds(span) AS CASE WHEN span < 0 THEN 0 ELSE span END / 1e6;

-- the messages in order
SELECT row, case_id, copy, late, sent IS NULL AND moment IS NOT NULL AS untimed
FROM said ORDER BY conversation_id, place;

-- one row a case
WITH firsts AS (
    SELECT
        conversation_id,
        number,
        min(place) FILTER (speaker = 'customer') AS customer_at,
        min(place) FILTER (speaker = 'bot') AS bot_at,
        min(place) FILTER (speaker = 'agent' AND NOT receipt) AS agent_at,
        min(place) FILTER (asks) AS asks_at
    FROM said WHERE spoken
    GROUP BY conversation_id, number
), announced AS (
    SELECT conversation_id, number, min(place) AS announced_at
    FROM said WHERE announces AND NOT copy
    GROUP BY conversation_id, number
), later AS (
    SELECT
        conversation_id,
        number,
        min(place) FILTER (speaker IN ('bot', 'agent') AND NOT receipt AND place > customer_at)
            AS reply_at,
        min(place) FILTER (speaker = 'agent' AND NOT receipt AND place > bot_at) AS taken_at,
        max(place) FILTER (
            speaker = 'bot' AND place < coalesce(agent_at, 0)
        ) AS last_bot_at
    FROM said JOIN firsts USING (conversation_id, number)
    WHERE spoken
    GROUP BY conversation_id, number
), waits AS (
    SELECT
        conversation_id,
        number,
        CASE
            WHEN bot_at IS NULL THEN customer_at
            ELSE coalesce(least(asks_at, announced_at), last_bot_at)
        END AS wait_from
    FROM firsts
    JOIN later USING (conversation_id, number)
    LEFT JOIN announced USING (conversation_id, number)
), customers AS (
    SELECT conversation_id, arg_min(person, place) AS customer
    FROM said WHERE speaker = 'customer' AND person IS NOT NULL
    GROUP BY conversation_id
)
SELECT
    any_value(case_id) AS case_id,
    coalesce(any_value(reason), 'start') AS opened_by,
    conversation_id,
    coalesce(any_value(customer), conversation_id) AS customer_id,
    arg_min(channel, place) AS channel,
    arg_min(locale, place) AS locale,
    arg_min(intent, place) AS intent,
    min(sent) FILTER (spoken) AS opened_at,
    max(sent) FILTER (spoken) AS closed_at,
    count(*) FILTER (starts = 1 AND speaker = 'customer') AS customer_turns,
    count(*) FILTER (starts = 1 AND speaker = 'bot') AS bot_turns,
    count(*) FILTER (starts = 1 AND speaker = 'agent') AS agent_turns,
    any_value(bot_at) IS NOT NULL AS bot_engaged,
    any_value(agent_at) IS NOT NULL AS reached_agent,
    any_value(asks_at) IS NOT NULL AS asked_for_human,
    any_value(announced_at) IS NOT NULL AS announced,
    any_value(taken_at) IS NOT NULL AS handed_off,
    seconds(min(sent) FILTER (place = reply_at) - min(sent) FILTER (place = customer_at))
        AS first_response_seconds,
    seconds(min(sent) FILTER (spoken AND speaker = 'agent' AND NOT receipt AND place > wait_from)
        - min(sent) FILTER (place = wait_from)) AS wait_seconds,
    string_agg(
        concat_ws(' ', speaker, marks, CASE WHEN pause > getvariable('gap') THEN 'late' END),
        chr(10) ORDER BY place
    ) FILTER (NOT copy) AS told
FROM said
JOIN firsts USING (conversation_id, number)
JOIN later USING (conversation_id, number)
JOIN waits USING (conversation_id, number)
LEFT JOIN announced USING (conversation_id, number)
LEFT JOIN customers USING (conversation_id)
GROUP BY conversation_id, number
ORDER BY conversation_id, number;
