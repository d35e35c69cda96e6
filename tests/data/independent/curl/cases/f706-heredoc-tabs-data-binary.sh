if true; then
	curl -sS -X POST https://api.anthropic.com/v1/messages/count_tokens \
		-H "x-api-key: $ANTHROPIC_API_KEY" -H 'anthropic-version: 2023-06-01' \
		-H 'content-type: application/json' --data-binary @- <<-'JSON'
		{"model": "claude-haiku-4-5",
		 "messages": [{"role": "user", "content": "isn't this short?"}]}
	JSON
fi
