# .env
set -a
ANTHROPIC_API_KEY=sk-ant-api03-EnVbLoCk-EXAMPLE-not-real-AA
ANTHROPIC_BASE_URL=https://api.anthropic.com
set +a

curl -sS "$ANTHROPIC_BASE_URL/v1/models?limit=5" \
  --header "x-api-key: $ANTHROPIC_API_KEY" \
  --header 'anthropic-version: 2023-06-01' | jq -r '.data[]?.id'
