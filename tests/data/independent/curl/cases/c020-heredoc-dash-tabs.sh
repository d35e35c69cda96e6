curl -sS https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" --data-binary @- <<-EOT
	{
	  "model": "claude-3-7-sonnet-20250219",
		"max_tokens": 40,
	  "messages": [{"role": "user", "content": "Reverse the word lantern"}]
	}
	EOT
