MODEL=claude-sonnet-5
LANGUAGE="Brazilian Portuguese"
curl -s https://api.anthropic.com/v1/messages \
     -H "x-api-key: $ANTHROPIC_API_KEY" \
     -H "anthropic-version: 2023-06-01" \
     -H "content-type: application/json" \
     -d @- <<END
{
  "model": "$MODEL",
  "max_tokens": 700,
  "messages": [{"role": "user", "content": "Translate into ${LANGUAGE}: it costs \$15 a head"}]
}
END
