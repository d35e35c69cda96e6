curl --silent --show-error --request POST \
     --url https://api.anthropic.com/v1/messages/count_tokens \
     --header "x-api-key: ${ANTHROPIC_API_KEY}" \
     --header "anthropic-version: 2023-06-01" \
     --header "content-type: application/json" \
     --data '{"model":"claude-opus-4-5","system":"You are a scientist","messages":[{"role":"user","content":"How many tokens is this?"}]}'
