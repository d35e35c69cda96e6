dev@mbp app % curl -H "host: localhost:8080" http://internal-lb.us-east-1.elb.example.com/helloworld?test=world -H "hello: hello"
zsh: no matches found: http://internal-lb.us-east-1.elb.example.com/helloworld?test=world
