api() {
  local path="$1"; shift
  curl -sS "https://api.anthropic.com/v1/$path" \
    -H "x-api-key: $ANTHROPIC_API_KEY" \
    -H "anthropic-version: 2023-06-01" "$@"
}

api models/claude-sonnet-4-5
api messages/batches -G -d limit=20 -d before_id=msgbatch_01EXAMPLE
api files/file_01EXAMPLE -X DELETE -H 'anthropic-beta: files-api-2025-04-14'
