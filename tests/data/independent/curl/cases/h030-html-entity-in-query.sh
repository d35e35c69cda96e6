curl -s "https://api.anthropic.com/v1/messages/batches?limit=5&amp;after_id=msgbatch_01AbCdEf" -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
