curl https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" --data-binary @- << 'JSON'
{"model":"claude-haiku-4-5","max_tokens":100,
 "messages":[{"role":"user","content":"What does `echo $HOME` print? It's for a quiz!"}]}
JSON
