-- What was said in the conversations from $low to $high of the messages $path, in order of time.
-- {channel}, {locale}, {sent_at}: the columns, or nothing where the file lacks them.

SELECT
    conversation_id::VARCHAR AS conversation_id,
    epoch_us({sent_at}) AS sent,
    speaker,
    {channel}::VARCHAR AS channel,
    {locale}::VARCHAR AS locale
FROM read_parquet($path, hive_partitioning = false)
WHERE conversation_id::VARCHAR BETWEEN $low AND $high AND kind <> 'event' AND speaker <> 'system'
ORDER BY 1, sent, position, speaker, channel, locale
