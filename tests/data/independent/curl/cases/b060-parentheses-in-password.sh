curl -u deployer:Pa(ss)w0rd --upload-file app.jar https://nexus.example.com/repository/releases/app.jar
