curl --sile --user-a 'probe/2' --refer https://console.example.com/ --oauth2 tok_EXAMPLE https://api.example.com/me
