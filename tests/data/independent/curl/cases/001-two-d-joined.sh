curl -s https://httpbin.org/post -d 'grant_type=client_credentials' -d "client_id=$CLIENT_ID" -d scope=read%20write
