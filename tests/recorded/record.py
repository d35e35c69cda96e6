#!/usr/bin/env python3
"""Records what bash and curl make of the commands in tests/data/recorded/*.txt: each runs in the real bash, its
curl talks to a server on loopback that writes every request down. The result lies beside the text as *.jsonl,
which tests/recorded.rs replays without bash and curl.

    python3 tests/recorded/record.py            all families; NAME… for some of them

A family holds commands below lines `=== name` or `=== name [check]`, where `check` is the finding that the command
must get. A command that is broken, or of cmd.exe or PowerShell, has its repaired twin in bash below `--- meant`: the
recording of the twin is what has to be read. For cmd.exe and PowerShell, which do not run here, the twin follows
their documentation; curl's part is recorded all the same.

Variables of the environment, files and programs whose output is not known have marks for values, which are written
back as `${NAME}`, `@file` and `$(program words)`: that is how the reader writes what it does not know.
"""
import json
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data" / "recorded"
UNKNOWN = ["ANTHROPIC_API_KEY", "BASE_URL", "TOKEN", "MODEL", "PROMPT", "LOGIN", "PASSWORD"]
FILES = ["body.json", "prompt.txt", "image.png", "in put.txt", "headers.txt", "cookies.txt", "dir/notes.pdf"]
PROGRAMS = ["op", "pass", "uuid"]
# Windows has no twin of these families that bash could run as it stands.
FOREIGN = {"cmd", "powershell"}

CURL = """#!/bin/bash
own=(--connect-to ::127.0.0.1:PORT -k --noproxy '*' --max-time 5)
words=("${own[@]}")
for word; do
  words+=("$word")
  case $word in --next|-:) words+=("${own[@]}");; esac
done
/usr/bin/curl -q "${words[@]}" 2>>"$SCRATCH/curl.err"
status=$?
echo $status >>"$SCRATCH/status"
exit $status
"""
THROUGH = """#!/bin/bash
while [[ $1 == -* || $1 == *=* ]]; do shift; done
exec "$@"
"""
SINK = "#!/bin/bash\nwhile IFS= read -r _; do :; done\n"
MARKED = """#!/bin/bash
words="$(basename "$0")"
for word; do words+=" $word"; done
printf 'zc%scz' "$(printf %s "$words" | od -An -v -tx1 | tr -d ' \\n')"
"""


class Server:
    """Speaks HTTP, in clear and in TLS, on one port of loopback, and keeps every request."""

    def __init__(self, folder):
        certificate, key = folder / "c.pem", folder / "k.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=recorder",
             "-keyout", key, "-out", certificate], check=True, capture_output=True)
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate, key)
        self.names = threading.local()
        self.tls.sni_callback = lambda _socket, name, _context: setattr(self.names, "name", name)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=32)
        self.port = self.listener.getsockname()[1]
        self.requests = []
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        # One after the other: the order of the requests is the order in which curl sends them.
        while True:
            client, _ = self.listener.accept()
            try:
                self.serve(client)
            except (OSError, ValueError):
                pass
            finally:
                client.close()

    def serve(self, client):
        client.settimeout(5)
        scheme, name = "http", None
        if client.recv(1, socket.MSG_PEEK) == b"\x16":
            self.names.name = None
            client = self.tls.wrap_socket(client, server_side=True)
            scheme, name = "https", self.names.name
        stream = client.makefile("rwb")
        first = stream.readline().decode("utf-8", "replace").rstrip("\r\n")
        method, path, _version = re.fullmatch(r"(.*?) (.*) (HTTP/\S+)", first).groups()
        headers = []
        while (line := stream.readline().decode("utf-8", "replace").rstrip("\r\n")):
            key, _, value = line.partition(":")
            headers.append([key.lower(), value.strip(" \t")])
        known = dict(headers)
        if "expect" in known:
            stream.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            stream.flush()
        body = b""
        if known.get("transfer-encoding") == "chunked":
            while (size := int(stream.readline().split(b";")[0], 16)) > 0:
                body += stream.read(size)
                stream.readline()
            stream.readline()
        else:
            body = stream.read(int(known.get("content-length", "0")))
        self.requests.append((scheme, name, method, path, headers, body.decode("utf-8", "backslashreplace")))
        answer = b"" if method == "HEAD" else b"{}"
        stream.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(answer) + answer)
        stream.flush()


def plain(text):
    """The text with its marks written as the reader writes what it does not know."""
    text = re.sub(r"zq(\w+?)qz", r"${\1}", text)
    text = re.sub(r"zf([0-9a-f]+)fz", lambda m: "@" + bytes.fromhex(m[1]).decode(), text)
    return re.sub(r"zc([0-9a-f]+)cz", lambda m: "$(" + bytes.fromhex(m[1]).decode() + ")", text)


def form(body, boundary):
    """The parts of a multipart body: name, name of the file, text."""
    parts = []
    for part in body.split("--" + boundary)[1:-1]:
        head, _, text = part.removeprefix("\r\n").partition("\r\n\r\n")
        found = lambda key: (m := re.search(r'[ ;]' + key + r'="((?:[^"\\]|\\.)*)"', head)) and m[1]
        decoded = lambda text: text and text.replace("%22", '"').replace('\\"', '"').replace("\\\\", "\\")
        name, file = found("name"), found("filename")
        parts.append([decoded(name), decoded(file), None if file else plain(text.removesuffix("\r\n"))])
    return parts


def shown(request):
    scheme, name, method, path, headers, body = request
    known = dict(headers)
    # What every request has, or what says nothing about the command.
    usual = lambda key, value: (
        key in ("host", "content-length", "expect", "transfer-encoding")
        or (key, value) == ("accept", "*/*") or (key == "user-agent" and value.startswith("curl/")))
    # Below a name of its own, TLS tells the address better than the header.
    host = name or known.get("host", "")
    out = {"method": method, "url": plain(f"{scheme}://{host}{path}")}
    boundary = re.search(r"; ?boundary=(-{24}\w{16})$", known.get("content-type", ""))
    out["headers"] = []
    for key, value in headers:
        if usual(key, value):
            continue
        if key == "content-type" and boundary:
            # The name of the boundary is different each time.
            value = value.removesuffix(boundary[0])
        out["headers"].append([plain(key), plain(value)])
    if boundary:
        out["form"] = form(body, boundary[1])
    elif body:
        out["body"] = plain(body)
    return out


def cases(text):
    """The cases of a family: name, check, command, its repaired twin."""
    for block in re.split(r"(?m)^=== ", text)[1:]:
        head, _, command = block.partition("\n")
        name, check = re.fullmatch(r"(\S+)(?: \[(\S+)\])?", head).groups()
        command, _, meant = command.partition("\n--- meant\n")
        yield name, check, command + "\n", meant or None


def run(script, server, scratch):
    folder = scratch / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("zf" + name.encode().hex() + "fz")
    (folder / "headers.txt").write_text("x-from-file: yes\n")
    (folder / "script.sh").write_text(script)
    (scratch / "status").write_text("")
    server.requests.clear()
    environment = {name: f"zq{name}qz" for name in UNKNOWN}
    environment |= {"PATH": f"{scratch}/bin:/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8",
                    "SCRATCH": str(scratch)}
    subprocess.run(["bash", "--norc", "script.sh"], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                   capture_output=True, timeout=60, check=False)
    statuses = [int(line) for line in (scratch / "status").read_text().split()]
    return [shown(request) for request in server.requests], statuses


def main():
    wanted = sys.argv[1:]
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="record-"))
    server = Server(scratch)
    tools = scratch / "bin"
    tools.mkdir()
    programs = {"curl": CURL.replace("PORT", str(server.port)), "jq": SINK}
    programs |= {name: THROUGH for name in ("sudo", "nohup")} | {name: MARKED for name in PROGRAMS}
    for name, text in programs.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    total = 0
    for file in sorted(DATA.glob("*.txt")):
        if wanted and file.stem not in wanted:
            continue
        lines = []
        with file.open(newline="") as text:
            family = text.read()
        for name, check, command, meant in cases(family):
            record = {"name": name}
            if file.stem not in FOREIGN:
                record["sent"], record["exit"] = run(command, server, scratch)
            if meant:
                record["meant"], statuses = run(meant, server, scratch)
                if any(statuses):
                    print(f"{file.stem}: {name}: the repaired command fails, too: {statuses}")
            elif not record["sent"] and not check:
                print(f"{file.stem}: {name}: nothing was sent: {record['exit']}")
            lines.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
        file.with_suffix(".jsonl").write_text("".join(lines))
        total += len(lines)
        print(f"{file.stem}: {len(lines)} recorded")
    print(f"{total} in all, {subprocess.run(['curl', '--version'], capture_output=True, text=True).stdout.split(' (')[0]}")
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
