curl -I -r 0-99 https://downloads.example.org/claude-code/latest.tar.gz
