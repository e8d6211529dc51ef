"""Measures what everybody else notices of a crowd at sign-in. See README.md; needs what proof/bench/run publishes.

100 students sign in and 60 register at the same moment, from few addresses, each within the rate limits of production.
Meanwhile ten others read and book. Fails if one of them is answered with anything but 200.
"""

import argparse
import asyncio
import collections
import datetime
import itertools
import json
import pathlib
import random
import subprocess
import tempfile
import time

import bench

OTHERS = 10
SIGN_INS, NEWCOMERS, FROM_ONE_ADDRESS = 100, 60, 30
PAUSE = 0.11  # so that nobody comes near their 600 requests a minute
PASSWORD = "correct horse battery staple"


class Service(bench.Service):
    """With the rate limits of production."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.options["env"] = {
            name: value for name, value in self.options["env"].items() if not name.startswith("RateLimits__")}

    def start(self):
        self.process = subprocess.Popen(
            self.program, **self.options, stdout=open(self.folder / "service.log", "a"), stderr=subprocess.STDOUT)
        while True:
            try:
                return self.get("/health/ready")
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"The service does not start: see {self.folder / 'service.log'}")
                time.sleep(0.05)


class Client:
    """One connection; the proxy says where it comes from."""

    def __init__(self, port, address):
        self.port, self.address, self.token, self.streams = port, address, None, None

    async def send(self, method, path, body=None):
        """The status, the answer and how long it took, in milliseconds."""
        self.streams = self.streams or await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        content = json.dumps(body).encode() if body else b""
        headers = ["Host: localhost", "X-Forwarded-Proto: https", f"X-Forwarded-For: {self.address}",
                   "Content-Type: application/json", f"Content-Length: {len(content)}"]
        if self.token:
            headers.append(f"Authorization: Bearer {self.token}")
        begun = time.perf_counter()
        writer.write("\r\n".join([f"{method} {path} HTTP/1.1", *headers, "", ""]).encode() + content)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        if "transfer-encoding: chunked" in head:
            answer = b""
            while size := int(await reader.readline(), 16):
                answer += (await reader.readexactly(size + 2))[:-2]
            await reader.readline()
        else:
            answer = await reader.readexactly(int(head.split("content-length: ")[1].split()[0]))
        return int(head.split()[1]), answer, (time.perf_counter() - begun) * 1000

    async def register(self, email):
        status, answer, _ = await self.send(
            "POST", "/auth/register", {"email": email, "password": PASSWORD, "name": "Some Body"})
        if status == 201:
            session = json.loads(answer)
            self.token, self.student = session["accessToken"], session["user"]["studentId"]
        return status


async def live(client, course, hours, seen):
    """Reads and books, again and again, until it is cancelled."""
    today = datetime.datetime.now(datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    while True:
        start = today + datetime.timedelta(days=60, hours=next(hours))
        for method, path, body in [
            ("GET", "/courses", None),
            ("GET", f"/courses/{course}/support-options", None),
            ("GET", f"/bookings/students/{client.student}?limit=20", None),
            ("POST", "/bookings/individual", {
                "studentId": client.student, "courseId": course, "date": start.isoformat(), "durationMinutes": 60}),
        ]:
            begun = time.perf_counter()
            status, _, took = await client.send(method, path, body)
            seen.append((begun, status, took))
            await asyncio.sleep(PAUSE)


async def crowd(port, known, round):
    """Everybody at once; the status of each answer, and how long it took, once all are there."""
    newcomers = [f"newcomer{round}.{number}@school.example" for number in range(NEWCOMERS)]
    clients = [Client(port, f"10.1.{round}.{number // FROM_ONE_ADDRESS}") for number in range(len(known) + NEWCOMERS)]
    requests = [
        *(client.send("POST", "/auth/login", {"email": email, "password": PASSWORD})
          for client, email in zip(clients, known)),
        *(client.send("POST", "/auth/register", {"email": email, "password": PASSWORD, "name": "New Comer"})
          for client, email in zip(clients[len(known):], newcomers))]
    random.Random(round).shuffle(requests)
    answers = await asyncio.gather(*requests)
    for client in clients:
        client.streams[1].close()
    return [(status, took) for status, _, took in answers]


def percentile(times, part):
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


async def measure(port, seconds, rounds):
    known = [f"known{number}@school.example" for number in range(SIGN_INS)]
    for number, email in enumerate(known):
        assert await Client(port, f"10.2.0.{number // 20}").register(email) == 201
    others = [Client(port, f"10.3.0.{number}") for number in range(OTHERS)]
    for number, client in enumerate(others):
        assert await client.register(f"other{number}@school.example") == 201
    course = json.loads((await others[0].send("GET", "/courses"))[1])[0]["id"]

    seen, hours = [], itertools.count()
    living = [asyncio.create_task(live(client, course, hours, seen)) for client in others]
    await asyncio.sleep(3)  # warm-up
    quiet_from = time.perf_counter()
    await asyncio.sleep(seconds)
    crowded, answers = [(quiet_from, time.perf_counter())], []
    for round in range(rounds):
        begun = time.perf_counter()
        answers += await crowd(port, known, round)
        crowded.append((begun, time.perf_counter()))
        await asyncio.sleep(2)
    for task in living:
        task.cancel()

    answered = collections.Counter(status for status, _ in answers)
    table = []
    for name, spans in [("quiet", crowded[:1]), ("in the crowd", crowded[1:])]:
        part = [(status, took) for at, status, took in seen if any(start <= at < end for start, end in spans)]
        times = [took for _, took in part]
        wrong = sum(status != 200 for status, _ in part)
        table.append((name, len(part), wrong, percentile(times, 0.5), percentile(times, 0.99), max(times)))
    print(f"The crowd, {rounds} times {SIGN_INS} sign-ins and {NEWCOMERS} registrations at once, was answered: "
          + ", ".join(f"{count} × {status}" for status, count in sorted(answered.items()))
          + f"; of those who got in, the slowest took {max(took for status, took in answers if status < 300):.0f} ms.")
    print("\n| others | requests | not 200 | p50 ms | p99 ms | longest ms |\n| --- | --- | --- | --- | --- | --- |")
    for name, count, wrong, *times in table:
        print(f"| {name} | {count} | {wrong} | " + " | ".join(f"{each:.1f}" for each in times) + " |")
    others_5xx = sum(status >= 500 for _, status, _ in seen)
    return others_5xx + sum(wrong for _, _, wrong, *_ in table)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=3501)
    parser.add_argument("--seconds", type=int, default=20, help="how long it is quiet first")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="engify-crowd-") as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        postgres = bench.Postgres(folder, options.port + 2000)
        postgres.start()
        postgres.sql("CREATE DATABASE engify", database="postgres")
        service = Service(folder, options.port, postgres)
        try:
            service.verb("migrate")
            service.verb("seed-demo")
            service.start()
            failed = asyncio.run(measure(options.port, options.seconds, options.rounds))
            service.stop()
        finally:
            postgres.stop()
    raise SystemExit(f"{failed} requests of others failed." if failed else None)


if __name__ == "__main__":
    main()
