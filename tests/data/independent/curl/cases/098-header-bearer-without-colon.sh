curl --request POST "http://localhost:8181/api/v3/configure/token/admin" \
  --header 'Authorization Bearer apiv3_EXAMPLE-not-real' \
  --header 'Accept: application/json' \
  --header 'Content-Type: application/json'
