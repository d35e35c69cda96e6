BASE=https://gateway.example.net/anthropic/
FILE=src/prompts/hello.json
curl "${BASE%/}/v1/messages?name=${FILE##*/}" -X POST -H "x-api-key: ${KEY}" -H content-type:application/json -d '{"model":"claude-haiku-4-5","max_tokens":5,"messages":[]}'
