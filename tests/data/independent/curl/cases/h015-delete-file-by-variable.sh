FILE_ID=file_011CNha8iCJcU1wXNR6q4V8w
curl -sS -X DELETE "https://api.anthropic.com/v1/files/${FILE_ID}" \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "anthropic-beta: files-api-2025-04-14"
