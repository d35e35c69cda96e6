NEXT='{"path":"/connectors/orders/tasks/0/restart"}'
URL=https://connect.example.com$(echo "$NEXT" | jq .path)
curl -s -X POST "$URL"
