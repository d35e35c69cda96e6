curl -fsS https://api.anthropic.com/v1/models/claude-haiku-4-5 \
  -H "x-api-key: ${ANTHROPIC_API_KEY:?export ANTHROPIC_API_KEY first}" \
  -H "anthropic-version: 2023-06-01"
