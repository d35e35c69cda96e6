curl -sS https://api.anthropic.com/v1/messages \
	-H "x-api-key: $ANTHROPIC_API_KEY" \
	-H "anthropic-version: 2023-06-01" \
	-H "content-type: application/json" \
	--data-binary @- <<-'END_OF_BODY'
	{
		"model": "claude-sonnet-4-5",
		"max_tokens": 200,
		"messages": [{"role": "user", "content": "Say `hi` to $USER"}]
	}
	END_OF_BODY
