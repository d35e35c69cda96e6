curl -X POST \"https://gitlab.example.com/api/v4/projects/42/releases/1.0/assets/links\" -H \"Private-Token: $TOKEN\" --data name=\"file1\"
