curl -X POST "http://localhost:5601/api/cases" -H "kbn-xsrf: true" -H "Content-Type: application/json" -d '{
  "description": "James Bond clicked on a highly suspicious email
  banner advertising cheap holidays for underpaid civil servants.",
  "title": "This case will self-destruct in 5 seconds",
  "owner": "securitySolution"
}'
