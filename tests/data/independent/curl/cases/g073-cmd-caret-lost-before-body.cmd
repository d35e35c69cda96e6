curl --request POST ^
  --url https://api.anthropic.com/v1/messages ^
  --header "x-api-key: sk-ant-api03-TESTONLY-invented-0000-AA" ^
  --header "anthropic-version: 2023-06-01" ^
  --header "content-type: application/json"
  --data "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
