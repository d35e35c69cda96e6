watch -n 60 "curl -s https://api.anthropic.com/v1/messages/batches/msgbatch_01WATCH -H 'x-api-key: $ANTHROPIC_API_KEY' -H 'anthropic-version: 2023-06-01' | jq .request_counts"
