curl -L https://downloads.example.com/claude-code/linux-x64/claude > claude \
chmod +x claude
