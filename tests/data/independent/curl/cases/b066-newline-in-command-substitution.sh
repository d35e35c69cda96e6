response=$( curl -H "authorization: bearer $ARANGO_JWT" -X GET
  "http://$DATABASE_HOST/_db/sdms/api/1/usr/create?name=Data%20Fed&uid=datafed89" )
echo "$response"
