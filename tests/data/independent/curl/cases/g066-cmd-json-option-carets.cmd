curl.exe --ssl-no-revoke --url https://api.anthropic.com/v1/messages ^
 --header "x-api-key: sk-ant-api03-TESTONLY-invented-0000-AA" ^
 --header "anthropic-version: 2023-06-01" ^
 --json @ask.json
