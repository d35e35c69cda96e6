curl -X POST -d age=10&name=Hudson -H "API_KEY: 123" 'http://foo.example.com/cats'
