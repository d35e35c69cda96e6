while IFS=, read -r id name; do
  [ -z "$id" ] && continue
  curl -s -X POST "https://api.anthropic.com/v1/organizations/api_keys/$id" -H "x-api-key: $ADMIN_KEY" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' -d "{\"name\":\"$name\",\"status\":\"inactive\"}" </dev/null
done <<LIST
apikey_01AAA,old laptop

apikey_01BBB,ci runner
LIST
