curl -X DELETE "https://api.anthropic.com/v1/files/file_011CNha8iCJcU1wXNR6q4V8w" -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "anthropic-beta: files-api-2025-04-14"
