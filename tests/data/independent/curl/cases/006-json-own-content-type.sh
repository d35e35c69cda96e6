curl https://api.anthropic.com/v1/messages/count_tokens \
	--json '{"model":"claude-opus-4-6","messages":[{"role":"user","content":"How many tokens is this?"}]}' \
	-H 'content-type: application/json; charset=utf-8' \
	-H 'accept:' \
	-H "x-api-key: $ANTHROPIC_API_KEY" \
	-H 'anthropic-version: 2023-06-01'
