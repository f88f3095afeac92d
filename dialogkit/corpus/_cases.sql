-- The log: conversation_id, position, sent (µs since 1970), speaker, kind, text, asks, announces, row.
-- $gap: the pause in µs that ends a case.

CREATE TABLE placed AS
WITH timed AS (
    SELECT conversation_id, bool_and(sent IS NOT NULL) AS timed FROM log GROUP BY conversation_id
)
SELECT
    log.*,
    timed,
    kind <> 'event' AND speaker <> 'system' AS spoken,
    row_number() OVER (
        PARTITION BY conversation_id
        ORDER BY CASE WHEN timed THEN sent END, position, speaker, text, person, row
    ) AS place
FROM log JOIN timed USING (conversation_id);

CREATE TABLE said AS
WITH paused AS (
    -- only a customer opens a case: an answer after the weekend belongs to the question before it
    SELECT *, (
        spoken AND timed AND speaker = 'customer' AND sent - lag(sent) OVER thread > $gap
    )::INTEGER AS opens
    FROM placed
    WINDOW thread AS (PARTITION BY conversation_id, spoken ORDER BY place)
), numbered AS (
    SELECT *, 1 + coalesce(sum(opens) OVER thread, 0)::INTEGER AS number
    FROM paused
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

-- one row a case
WITH firsts AS (
    SELECT
        conversation_id,
        number,
        min(place) FILTER (speaker = 'customer') AS customer_at,
        min(place) FILTER (speaker = 'bot') AS bot_at,
        min(place) FILTER (speaker = 'agent') AS agent_at,
        min(place) FILTER (asks) AS asks_at,
        max(turn) FILTER (speaker = 'customer') AS last_turn
    FROM said WHERE spoken
    GROUP BY conversation_id, number
), announced AS (
    SELECT conversation_id, number, min(place) AS announced_at
    FROM said WHERE announces
    GROUP BY conversation_id, number
), later AS (
    SELECT
        conversation_id,
        number,
        min(place) FILTER (speaker IN ('bot', 'agent') AND place > customer_at) AS reply_at,
        min(place) FILTER (speaker = 'agent' AND place > bot_at) AS taken_at,
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
    (min(sent) FILTER (place = reply_at) - min(sent) FILTER (place = customer_at)) / 1e6
        AS first_response_seconds,
    (min(sent) FILTER (spoken AND speaker = 'agent' AND place > wait_from)
        - min(sent) FILTER (place = wait_from)) / 1e6 AS wait_seconds,
    bool_or(spoken AND speaker IN ('bot', 'agent') AND turn < last_turn) AS answered,
    string_agg(text, chr(10) ORDER BY place)
        FILTER (spoken AND speaker = 'customer' AND turn = last_turn) AS last_words,
    arg_max(speaker, place) FILTER (spoken) AS last_speaker,
    arg_max(text, place) FILTER (spoken) AS last_text
FROM said
JOIN firsts USING (conversation_id, number)
JOIN later USING (conversation_id, number)
JOIN waits USING (conversation_id, number)
LEFT JOIN announced USING (conversation_id, number)
LEFT JOIN customers USING (conversation_id)
GROUP BY conversation_id, number
ORDER BY conversation_id, number;
