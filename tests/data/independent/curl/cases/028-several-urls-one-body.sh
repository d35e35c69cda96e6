curl -d 'event=deploy&sha=9f3c' https://hooks.example.com/a https://hooks.example.com/b --url hooks.example.com/c
