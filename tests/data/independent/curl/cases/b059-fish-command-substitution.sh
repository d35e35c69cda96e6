x0rld@fedora ~> curl -L "https://downloads.example.com/compose/1.27.4/docker-compose-$(uname -s)-x86_64" -o docker-compose
fish: $(...) is not supported. In fish, please use '(uname)'.
curl -L "https://downloads.example.com/compose/1.27.4/docker-compose-$(uname -s)-x86_64" -o docker-compose
                                                                     ^
