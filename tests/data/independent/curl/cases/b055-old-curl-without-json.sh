[admin@rhel8 ~]$ curl --json '{"model":"claude-haiku-4-5","max_tokens":5,"messages":[{"role":"user","content":"hi"}]}' -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" https://api.anthropic.com/v1/messages
curl: option --json: is unknown
curl: try 'curl --help' or 'curl --manual' for more information
