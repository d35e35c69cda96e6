curl GET http://localhost:3010/api/private -H 'Authorization: Bearer YOUR_ACCESS_TOKEN'
