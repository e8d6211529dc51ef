"""Measures imports and exports of files. See README.md; needs what proof/bench/run publishes.

The school of the benchmark, with its 200,000 bookings: 50,000 students come by one file, come again, and change; then
all students and all bookings are taken away. Fails if anything takes 10 seconds or longer. Writes its figures into
docs/performance.md.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile
import threading
import time
import urllib.request

import bench
import crowd
import report

STUDENTS, BOUND = 50_000, 10
ADMIN = "admin@school.example"
BEGIN, END = "<!-- files: proof/bench/files.py writes what follows -->", "<!-- /files -->"


class Service(crowd.Service):
    def sign_in(self):
        subprocess.run(
            [*map(str, self.program), "create-admin", "--email", ADMIN], input=bench.PASSWORD, text=True, check=True,
            capture_output=True, **self.options)
        self.start()
        self.processor = bench.Processor(self.process.pid)
        answer = self.get("/auth/login", {"email": ADMIN, "password": bench.PASSWORD})
        self.token = json.load(answer)["accessToken"]

    def send(self, method, path, file=None):
        """What is answered, read to its end: its size if it is a file, and what it counts if it is not."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", file, method=method, headers={
                "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.1", "Content-Type": "text/csv",
                "Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            if method == "POST":
                return json.load(answer)
            size = lines = 0
            while part := answer.read(1 << 16):
                size += len(part)
                lines += part.count(b"\n")
            return {"lines": lines - 1, "MB": size / 1e6}


def students(name):
    lines = (f"{name} {n},newcomer{n}@school.example,true" for n in range(STUDENTS))
    return "\r\n".join(["name,email,isActive", *lines]).encode()


class Memory:
    """The most memory that a process has while this is open."""

    def __init__(self, processor):
        self.processor, self.most, self.done = processor, 0, threading.Event()

    def __enter__(self):
        self.processor.peak_memory()
        self.before = self.now()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()

    def now(self):
        status = pathlib.Path(f"/proc/{self.processor.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def watch(self):
        while not self.done.wait(0.02):
            self.most = max(self.most, self.now())


def measure(service):
    first, other = students("Student"), students("Pupil")
    rows = []
    for title, method, path, file in [
        ("dry run of 50,000 new students", "POST", "/imports/students?dryRun=true", first),
        ("import of 50,000 new students", "POST", "/imports/students", first),
        ("the same again: nothing changes", "POST", "/imports/students", first),
        ("import of 50,000 changed students", "POST", "/imports/students", other),
        ("export of the students", "GET", "/exports/students", None),
        ("export of the bookings", "GET", "/exports/bookings", None),
        ("export of the bookings, again", "GET", "/exports/bookings", None),
    ]:
        with Memory(service.processor) as memory:
            begun = time.monotonic()
            answer = service.send(method, path, file)
            took = time.monotonic() - begun
        did = f"{answer['lines']:,} rows, {answer['MB']:.1f} MB" if "lines" in answer else ", ".join(
            f"{count:,} {name}" for name, count in answer.items() if isinstance(count, int) and count)
        rows.append((title, did, took, memory.before, memory.most))
        print(f"{title}: {did}, {took:.1f} s, {memory.before:.0f} to {memory.most:.0f} MB", flush=True)
    return rows


def write(rows):
    page = bench.ROOT / "docs/performance.md"
    before, mark, rest = page.read_text().partition(BEGIN)
    table = report.markdown(
        ["", "answer", "seconds", "bound", "memory before, MB", "at most, MB"],
        [[title, did, f"{took:.1f}", str(BOUND), f"{least:.0f}", f"{most:.0f}"] for title, did, took, least, most in rows])
    page.write_text(before + BEGIN + "\n\n" + table + "\n\n" + END + rest.partition(END)[2])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=3501)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="engify-files-") as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        postgres = bench.Postgres(folder, options.port + 2000)
        postgres.start()
        postgres.sql("CREATE DATABASE engify", database="postgres")
        service = Service(folder, options.port, postgres)
        try:
            service.verb("migrate")
            postgres.sql(file=bench.HERE / "sql/seed.sql", scale=1, password_hash=bench.hash_password(bench.PASSWORD))
            postgres.sql("VACUUM (ANALYZE)")
            service.sign_in()
            try:
                rows = measure(service)
            finally:
                service.stop()
            checked = service.verb("check").strip()
        finally:
            postgres.stop()
    write(rows)
    print(checked)
    slow = [title for title, _, took, *_ in rows if took >= BOUND]
    raise SystemExit(f"Too slow: {', '.join(slow)}" if slow else None)


if __name__ == "__main__":
    main()
