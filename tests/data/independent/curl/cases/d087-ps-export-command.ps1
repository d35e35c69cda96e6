export ANTHROPIC_API_KEY=sk-ant-api03-EXAMPLE-Rk7vTn2LqYw9_invented-XcVbNm4QwErTy5-AA
curl.exe -sS https://api.anthropic.com/v1/messages -H "x-api-key: $env:ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d "@body.json"
