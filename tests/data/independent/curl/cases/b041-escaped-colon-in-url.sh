curl -L -o /tmp/installer.zip "https\://downloads.example.com/MyKextInstaller/releases/latest/download/MyKextInstaller.zip"
