curl -i -x PUT http://localhost:4000/api/items/1 -H 'content-type: application/json' -d '{"done":true}'
