if [[ -n "$ANTHROPIC_API_KEY" ]]; then
  curl -s https://api.anthropic.com/v1/models/claude-haiku-4-5 \
    -H "anthropic-version: 2023-06-01" \
    -H "x-api-key: $ANTHROPIC_API_KEY"
else
  echo "ANTHROPIC_API_KEY is not set" >&2
fi
