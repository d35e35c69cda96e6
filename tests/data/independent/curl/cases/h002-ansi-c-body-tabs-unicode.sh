curl -sS https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' \
 --data-raw $'{\n\t"model": "claude-haiku-4-5",\n\t"max_tokens": 64,\n\t"messages": [{"role": "user", "content": "Gr\u00fc\xc3\x9fe aus K\303\266ln, what\'s new?"}]\n}'
