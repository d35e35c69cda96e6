args=(
  --silent --show-error
  -H "x-api-key: $ANTHROPIC_API_KEY"   # from the vault
  -H 'anthropic-version: 2023-06-01'
)
args+=(-H 'anthropic-beta: files-api-2025-04-14')
args+=(-H 'content-type: application/json')
curl "${args[@]}" -d @with_file.json https://api.anthropic.com/v1/messages
