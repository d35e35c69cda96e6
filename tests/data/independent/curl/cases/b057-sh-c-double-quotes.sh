website=helsinki.example.com
docker exec web sh -c "curl -s -X POST http://localhost:8080/check -H "content-type: application/json" -d '{"url":"$website"}'"
