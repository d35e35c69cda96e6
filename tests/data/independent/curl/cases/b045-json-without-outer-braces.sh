curl -X POST 'https://api.cloudflare.example/client/v4/accounts/0123abcd/browser-rendering/json' \
  -H 'Authorization: Bearer EXAMPLE_cf_token' \
  -H 'Content-Type: application/json' \
  -d '"response_format": {
    "type": "json_schema",
    "schema": {"type": "object", "properties": {"products": {"type": "array"}}}
  }'
