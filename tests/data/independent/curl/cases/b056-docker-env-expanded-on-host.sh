$ docker run -e "HOST1=vm1.example.com" --rm curlimages/curl:7.83.1 $HOST1
curl: try 'curl --help' or 'curl --manual' for more information
