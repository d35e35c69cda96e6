curl --request POST \
     --url https://api.anthropic.com/v1/messages/count_tokens \
     --header "x-api-key: $ANTHROPIC_API_KEY" \
     --header 'accept: application/json' \
     --header 'anthropic-version: 2023-06-01' \
     --header 'content-type: application/json' \
     --data '
{
  "model": "claude-opus-4-1-20250805",
  "system": "You grade short essays.",
  "messages": [
    { "role": "user", "content": "How long is this prompt in tokens?" }
  ]
}
'
