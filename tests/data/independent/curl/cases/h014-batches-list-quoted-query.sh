curl -s "https://api.anthropic.com/v1/messages/batches?limit=10&before_id=msgbatch_01HkcTjaV5uDC8jWR4ZsDV8d" \
  --header "x-api-key: $ANTHROPIC_API_KEY" \
  --header "anthropic-version: 2023-06-01" | jq '.data[] | {id, processing_status}'
