if curl -fsS -o /dev/null https://api.anthropic.com/v1/models -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"; then
  echo "key works"
else
  echo "key refused" >&2
fi
