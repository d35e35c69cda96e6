curl -sG https://api.anthropic.com/v1/messages/batches -d limit=10 --data-urlencode after_id=msgbatch_01HkcTjaV5uDC8jWR4ZsDV8d -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
