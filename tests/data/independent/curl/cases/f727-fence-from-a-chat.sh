```bash
curl "https://api.anthropic.com/v1/models?limit=100" \
  --header "x-api-key: $ANTHROPIC_API_KEY" \
  --header "anthropic-version: 2023-06-01"
```
