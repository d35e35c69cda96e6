curl -d '{ "hello world": null }' -H 'content-type: application/json' https://api.example.com/v1/items/{id
