curl -g 'https://api.example.com/v1/plants?filter[common_name]=beach%20strawberry&tags={a,b}' -H 'Accept: application/json'
