-- What was said in the conversations from $low to $high of the messages $path, in order of time.
-- {channel}, {locale}: the columns, or nothing where the file lacks them.

SELECT conversation_id, epoch_us(sent_at) AS sent, speaker, {channel} AS channel, {locale} AS locale
FROM read_parquet($path)
WHERE conversation_id BETWEEN $low AND $high AND kind <> 'event' AND speaker <> 'system'
ORDER BY conversation_id, sent, position
