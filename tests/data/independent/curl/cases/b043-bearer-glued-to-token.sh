curl -X GET "http://localhost:8280/hello/v1" -H "accept: application/json" -H "Authorization: BearereyJ0eXAiOiJKV1QiLCJhbExAMPLEnotreal"
