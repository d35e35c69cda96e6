curl -v -u xxx:$S123456 -X POST https://jira.example.com/rest/api/2/issue -H "Content-Type: application/json" -d '{"fields":{}}'
