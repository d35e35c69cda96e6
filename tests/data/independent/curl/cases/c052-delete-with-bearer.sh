curl -sS --request DELETE --oauth2-bearer "$CLAUDE_TOKEN" -H 'anthropic-version: 2023-06-01' -H 'anthropic-beta: files-api-2025-04-14' https://api.anthropic.com/v1/files/file_011CNha8iCJcU1wXNR6q4V8w
