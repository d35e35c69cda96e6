opts=(
  --silent --show-error            # quiet, but say what went wrong
  --header "x-api-key: $ANTHROPIC_API_KEY"
  # --header "anthropic-beta: context-1m-2025-08-07"
  --header "anthropic-version: 2023-06-01"
  --header "content-type: application/json"
)
data='{"model":"claude-sonnet-4-5","max_tokens":77,
       "messages":[{"role":"user","content":"#1 rule?"}]}'
curl "${opts[@]}" --data "$data" "https://api.anthropic.com/v1/messages"
