curl -i 10.1.2.9 -H “host: store.example.com”
