curl --request POST \
  --url https://api.anthropic.com/v1/messages/count_tokens \
  --header 'Content-Type: application/json' \
  --header 'User-Agent: insomnia/10.3.1' \
  --header 'anthropic-version: 2023-06-01' \
  --header 'x-api-key: sk-ant-api03-Vt8qLw2NxR5mZc0Ku7YpJd4HsBg1Fe9-rTaMoQiEXAMPLE-XwAA' \
  --data '{
	"model": "claude-sonnet-4-5",
	"messages": [{"role": "user", "content": "How long is this?"}]
}'
