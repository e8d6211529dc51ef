"""Measures Engify against what PostgreSQL itself can do. See README.md; proof/bench/run calls it."""

import argparse
import base64
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import report

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PASSWORD = "correct horse battery staple"
CLIENTS = 32
SIGNED_IN = 200  # students whose tokens the scenarios use; the crowds need more

# Commands come with an Idempotency-Key, as the TypeScript client sends them, unless their name says otherwise.
# Name, what is asked, floor (None, "bare": the bare route, "pgbench"), the least of service / floor, preparation in
# SQL.
SCENARIOS = [
    ("courses", "`GET /courses?limit=200`", "bare", 0.7, None),
    ("courses_304", "the same, 304", "bare", 0.7, None),
    ("products", "`GET /courses/{id}/products`", "bare", 0.7, None),
    ("products_304", "the same, 304", "bare", 0.7, None),
    ("support_options", "`GET /courses/{id}/support-options`", "pgbench", 0.5, None),
    ("student_bookings", "`GET /bookings/students/{id}?limit=20`", "pgbench", 0.4, None),
    ("group_sessions", "`GET /group-sessions/courses/{id}`", "pgbench", 0.4, None),
    ("slots", "`GET /courses/{id}/slots`, 14 days, five TAs", "pgbench", 0.4, None),
    ("book_singly", "`POST /bookings/individual`, named TA", "pgbench", 0.5, None),
    ("book_by_rules", "the same, with hours, breaks and limits", "pgbench", 0.5, None),
    ("book_from_bundle", "the same, from a bundle", "pgbench", 0.5, None),
    ("join", "`POST /group-sessions/{id}/join`", "pgbench", 0.5, "bench.prepare_joins()"),
    ("cancel", "`PATCH /bookings/{id}/cancel`", "pgbench", 0.5, "bench.prepare_cancellations()"),
    ("book_singly_keyless", "`POST /bookings/individual`, without a key", "pgbench", None, None),
    ("book_from_bundle_keyless", "the same, from a bundle, without a key", "pgbench", None, None),
    ("join_keyless", "`POST /group-sessions/{id}/join`, without a key", "pgbench", None, "bench.prepare_joins()"),
    ("cancel_keyless", "`PATCH /bookings/{id}/cancel`, without a key", "pgbench", None,
     "bench.prepare_cancellations()"),
    ("crowd_for_seats", "1,000 students for 5 seats", None, None, None),
    ("crowd_for_hour", "1,000 students for one hour of one TA", None, None, None),
]
CHANGING = {name for name, *_ in SCENARIOS if re.match("book|join|cancel|crowd", name)}


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, text=True, capture_output=True, **options).stdout


def say(text):
    print(text, flush=True)


class Processor:
    """The processor time, in milliseconds, that a process and its children have used, living or not."""

    TICK = 1000 / os.sysconf("SC_CLK_TCK")

    def __init__(self, pid):
        self.pid = pid

    def used(self):
        total = 0
        for pid in [self.pid, *self.children()]:
            try:
                fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            total += sum(map(int, fields[11:15] if pid == self.pid else fields[11:13]))
        return total * self.TICK

    def children(self):
        return pathlib.Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()

    def peak_memory(self):
        """In megabytes, since this was last asked."""
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        pathlib.Path(f"/proc/{self.pid}/clear_refs").write_text("5")
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


class Postgres:
    """A server of our own with what PostgreSQL does by default, above all its durability."""

    SETTINGS = ["max_connections=200", "shared_buffers=1GB", "max_wal_size=4GB",
                "shared_preload_libraries=pg_stat_statements"]

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.bin = pathlib.Path(run("pg_config", "--bindir").strip())
        self.user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []

    def start(self):
        data = self.folder / "data"
        if self.user:
            shutil.chown(self.folder, "postgres")
        if not data.exists():
            run(*self.user, self.bin / "initdb", "-D", data, "-U", "engify", "-A", "trust", "-E", "UTF8")
        options = [part for setting in self.SETTINGS for part in ("-c", setting)]
        self.process = subprocess.Popen(
            [*self.user, self.bin / "postgres", "-D", data, "-p", str(self.port), "-h", "127.0.0.1", "-k", self.folder,
             *options],
            stdout=open(self.folder / "postgres.log", "a"), stderr=subprocess.STDOUT, start_new_session=True)
        while subprocess.run([self.bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode:
            time.sleep(0.1)
        self.processor = Processor(int((data / "postmaster.pid").read_text().splitlines()[0]))

    def stop(self):
        os.kill(self.processor.pid, signal.SIGINT)
        self.process.wait(60)

    def sql(self, text=None, file=None, database="engify", **variables):
        more = [part for name, value in variables.items() for part in ("-v", f"{name}={value}")]
        return run("psql", "-X", "-q", "-A", "-t", "-h", "127.0.0.1", "-p", self.port, "-U", "engify", "-d", database,
                   "-v", "ON_ERROR_STOP=1", *more, *(["-c", text] if text else ["-f", file]))

    def written(self):
        """Bytes of WAL so far, whole pages among them: of each page that is changed first after a checkpoint."""
        return int(self.sql("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"))

    def bench(self, script, seconds, first=0):
        """Transactions a second."""
        output = run(self.bin / "pgbench", "-h", "127.0.0.1", "-p", self.port, "-U", "engify", "-n", "-M", "prepared",
                     "-c", CLIENTS, "-j", 1, "-T", seconds, "-D", "i=0", "-D", f"first={first}",
                     "-f", HERE / "pgbench" / f"{script}.sql", "engify",
                     # planned once and with indexes, as the service's sessions
                     env=os.environ | {"PGOPTIONS": "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off"
                                                    " -c jit=off"})
        if failed := int((re.search(r"number of failed transactions: (\d+)", output) or [0, 0])[1]):
            raise SystemExit(f"The floor {script} failed {failed} times.")
        return (float(re.search(r"tps = ([\d.]+)", output)[1]),
                int(re.search(r"transactions actually processed: (\d+)", output)[1]))


class Service:
    """Engify as in production, behind a proxy that ends TLS, with rate limits that a benchmark does not reach."""

    def __init__(self, folder, port, postgres):
        self.folder, self.port = folder, port
        certificate = folder / "certificate.p12"
        if not certificate.exists():
            run("openssl", "req", "-x509", "-newkey", "rsa:3072", "-noenc", "-subj", "/CN=engify",
                "-keyout", folder / "key.pem",
                "-out", folder / "certificate.pem", stderr=None)
            run("openssl", "pkcs12", "-export", "-inkey", folder / "key.pem", "-in", folder / "certificate.pem",
                "-passout", "pass:", "-out", certificate)
        (folder / "bare").mkdir(exist_ok=True)
        binaries = HERE / "bin/service"
        self.program = [binaries / "Engify.Api"]
        self.options = {"cwd": binaries, "env": os.environ | {
            "ASPNETCORE_ENVIRONMENT": "Production",
            "PORT": str(port),
            "ConnectionStrings__Engify": f"Host=127.0.0.1;Port={postgres.port};Database=engify;Username=engify",
            "DataProtection__CertificatePath": str(certificate),
            "ForwardedHeaders__KnownProxies": "127.0.0.1",
            "RateLimits__General__PermitLimit": "1000000000",
            "RateLimits__SignIn__PermitLimit": "1000000000",
            "Tokens__AccessTokenLifetime": "06:00:00",
        }}

    def verb(self, name):
        return run(*self.program, name, **self.options)

    def start(self):
        """Returns the milliseconds until it is ready."""
        hooked = self.options | {"env": self.options["env"] | {
            "DOTNET_STARTUP_HOOKS": str(HERE / "floor/bin/Release/net10.0/BareRoute.dll"),
            "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES": "BareRoute",
            "BARE_ROUTE_FOLDER": str(self.folder / "bare"),
        }}
        self.log = open(self.folder / "service.log", "a")
        begun = time.monotonic()
        self.process = subprocess.Popen(
            self.program, **hooked, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True)
        while time.monotonic() - begun < 60:
            try:
                self.get("/health/ready")
                break
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"The service does not start: see {self.log.name}")
                time.sleep(0.01)
        self.processor = Processor(self.process.pid)
        return (time.monotonic() - begun) * 1000

    def stop(self):
        self.process.terminate()
        self.process.wait(60)

    def get(self, path, body=None):
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.1", "Content-Type": "application/json"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", body and json.dumps(body).encode(), headers)
        return urllib.request.urlopen(request, timeout=60)

    def sign_in(self, student):
        credentials = {"email": f"student{student}@school.example", "password": PASSWORD}
        return json.load(self.get("/auth/login", credentials))["accessToken"]

    def drive(self, scenario, seconds, first=0):
        self.log.truncate(0)
        result = self.folder / "wrk.json"
        env = os.environ | {"SCENARIO": scenario, "FIRST": str(first), "RESULT": str(result),
                            "TODAY": str(int(time.time()) // 86400 * 86400),
                            "TOKENS": str(self.folder / "tokens"), "ETAGS": str(self.folder / "etags")}
        run("wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "30s", "-s", HERE / "lua/scenario.lua",
            f"http://127.0.0.1:{self.port}", env=env)
        return json.loads(result.read_text())


def hash_password(password):
    """As ASP.NET Core Identity does, version 3: PBKDF2 with HMAC-SHA-512."""
    salt, iterations = b"sixteen bytes...", 210_000
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, iterations, 32)
    header = b"\x01" + b"".join(n.to_bytes(4, "big") for n in (2, iterations, len(salt)))
    return base64.b64encode(header + salt + key).decode()


def prepare(folder, postgres, service, scale, crowd):
    """The database with its data, the tokens, the bodies of the bare route. Returns the figures of a start."""
    postgres.start()
    if not postgres.sql("SELECT 1 FROM pg_database WHERE datname = 'engify'", database="postgres"):
        postgres.sql("CREATE DATABASE engify", database="postgres")
        service.verb("migrate")
        begun = time.monotonic()
        postgres.sql("CREATE EXTENSION pg_stat_statements")
        postgres.sql(file=HERE / "sql/seed.sql", scale=scale, password_hash=hash_password(PASSWORD))
        for file in ("floor", "prepare"):
            postgres.sql(file=HERE / f"sql/{file}.sql")
        postgres.sql("VACUUM (ANALYZE, FREEZE)")
        postgres.sql("CHECKPOINT")
        say(f"Loaded the data in {time.monotonic() - begun:.0f} s.")

    service.verb("migrate") # a kept database may be of an earlier schema
    service.start()
    course = "01900000-0000-7000-8000-c00000000000"
    (folder / "bare/courses").write_bytes(service.get("/courses?limit=200").read())
    (folder / "bare/products").write_bytes(service.get(f"/courses/{course}/products").read())
    paths = [f"/courses/01900000-0000-7000-8000-c{n:011x}/products" for n in range(200)] + ["/courses?limit=200"]
    (folder / "etags").write_text("".join(service.get(path).headers["ETag"] + "\n" for path in paths))
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(service.sign_in, range(crowd)))
    (folder / "tokens").write_text("".join(f"{token}\n" for token in tokens))
    say(f"Signed {crowd} students in, in {time.monotonic() - begun:.0f} s.")
    service.stop()

    starts = []
    for _ in range(3):
        starts.append(service.start())
        service.stop()
    service.start()
    return {"ready_ms": statistics.median(starts)}


class LockWaits(threading.Thread):
    """Looks ten times a second at what PostgreSQL's sessions wait for."""

    QUERY = """SELECT coalesce(wait_event_type || ' ' || wait_event, 'running'), count(*) FROM pg_stat_activity
               WHERE state <> 'idle' AND backend_type = 'client backend' AND pid <> pg_backend_pid() GROUP BY 1"""

    def __init__(self, postgres):
        super().__init__(daemon=True)
        self.postgres, self.ended, self.counts, self.looks = postgres, threading.Event(), {}, 0

    def run(self):
        while not self.ended.wait(0.1):
            self.looks += 1
            for line in self.postgres.sql(self.QUERY).split("\n")[:-1]:
                event, count = line.split("|")
                self.counts[event] = self.counts.get(event, 0) + int(count)

    def stop(self):
        """Sessions that waited for each event, on average."""
        self.ended.set()
        self.join()
        return {event: count / max(self.looks, 1) for event, count in self.counts.items()}


def measure(name, drive, postgres, service, rounds, seconds, preparation):
    """Warms up, then the medians of some rounds. drive(seconds, first) returns requests, refused, seconds and
    latencies."""
    samples = []
    for number in range(rounds + 1):
        if name in CHANGING:
            postgres.sql("SELECT bench.reset()")
            if preparation:
                postgres.sql(f"SELECT {preparation}")
            postgres.sql("VACUUM (ANALYZE) bookings, booking_students, bundle_purchases")
        before = service.processor.used(), postgres.processor.used(), postgres.written()
        postgres.sql("SELECT pg_stat_statements_reset()")
        calls = drive(seconds, 0)
        used = service.processor.used() - before[0], postgres.processor.used() - before[1]
        calls["wal_kb"] = (postgres.written() - before[2]) / 1024 / max(calls["requests"], 1)
        calls["statements"] = int(postgres.sql(
            "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_%'")
        ) / max(calls["requests"], 1)
        calls["service_ms"], calls["postgres_ms"] = (ms / max(calls["requests"], 1) for ms in used)
        calls["rate"] = calls["requests"] / calls["seconds"]
        if number:
            samples.append(calls)

    result = {key: statistics.median(sample[key] for sample in samples)
              for key in ("rate", "service_ms", "postgres_ms", "statements", "wal_kb")}
    result["rates"] = [sample["rate"] for sample in samples]
    result["refused"] = sum(sample["refused"] for sample in samples) / sum(sample["requests"] for sample in samples)
    result["broken"] = sum(sample.get("broken", 0) for sample in samples)
    if "ms" in samples[0]:
        result["ms"] = {p: statistics.median(sample["ms"][p] for sample in samples) for p in samples[0]["ms"]}
    return result


def warm_up(options, postgres, service):
    """As after some minutes of service: what is called often is compiled again in the background, until it is fast."""
    for _ in range(1 if options.quick else 2):
        for name, _, _, _, preparation in SCENARIOS:
            if not options.only or re.search(options.only, name):
                if preparation:
                    postgres.sql(f"SELECT {preparation}")
                service.drive(name, 4)
                postgres.sql("SELECT bench.reset()")
    # So that PostgreSQL does not tidy up in the background while the first scenarios are measured.
    postgres.sql("VACUUM (ANALYZE)")
    postgres.sql("CHECKPOINT")


def measure_all(options, postgres, service, peaks):
    results = {}
    warm_up(options, postgres, service)
    peaks["warming up"] = service.processor.peak_memory()
    for name, title, floor, least, preparation in SCENARIOS:
        if options.only and not re.search(options.only, name):
            continue
        say(f"{name} …")
        result = results[name] = {"title": title, "least": least}
        waits = LockWaits(postgres) if name.startswith("crowd") else None
        if waits:
            waits.start()
        result["service"] = measure(
            name, lambda seconds, first: service.drive(name, seconds, first), postgres, service,
            options.rounds, options.seconds, preparation)
        if waits:
            result["waits"] = waits.stop()
        if floor == "bare":
            result["floor"] = measure(
                f"{name}_floor", lambda seconds, first: service.drive(f"{name}_floor", seconds, first), postgres,
                service,
                options.rounds, options.seconds, None)
        elif floor == "pgbench" and not options.no_floor:
            def drive(seconds, first):
                rate, requests = postgres.bench(name, seconds, first)
                return {"requests": requests, "seconds": requests / rate, "refused": 0}
            result["floor"] = measure(name, drive, postgres, service, options.rounds, options.seconds, preparation)
        if "floor" in result:
            result["ratio"] = result["service"]["rate"] / result["floor"]["rate"]
        say(report.line(result))
        peaks[result["title"]] = service.processor.peak_memory()
        say(f"  at most {peaks[result['title']]:.0f} MB")
        if name in CHANGING:
            postgres.sql("SELECT bench.reset()")
    return results


def describe_machine(postgres):
    cpu = re.search(r"model name\s*: (.+)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())[1]) / 1024 / 1024
    return {
        "cpu": cpu[1] if cpu else "unknown", "cores": os.cpu_count(), "memory_gb": round(memory),
        "kernel": os.uname().release, "postgres": postgres.sql("SHOW server_version").strip(),
        "dotnet": run("dotnet", "--version").strip(), "load": os.getloadavg()[0],
    }


def main():
    parser = argparse.ArgumentParser(prog="proof/bench/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short rounds, for a look; updates no report")
    parser.add_argument("--seconds", type=int, default=8, help="of each round")
    parser.add_argument("--scale", type=int, default=1, help="times 200,000 bookings; 10 for the table of growth")
    parser.add_argument("--only", help="scenarios whose names match this pattern; updates no report")
    parser.add_argument("--no-floor", action="store_true", help="leave PostgreSQL's own figures out; updates no report")
    parser.add_argument("--port", type=int, default=3501, help="of the service; PostgreSQL takes the port 2000 above")
    parser.add_argument("--keep", type=pathlib.Path, help="keep the database in this folder, and use what is there")
    parser.add_argument("--render", action="store_true", help="only write the report again, from the last results")
    options = parser.parse_args()
    options.rounds, options.seconds = (1, 4) if options.quick else (3, options.seconds)
    results = HERE / "results"
    if options.render:
        return report.write(results, ROOT / "docs")

    folder = options.keep or pathlib.Path(f"/var/tmp/engify-bench-{os.getpid()}")
    folder.mkdir(parents=True, exist_ok=True)
    postgres = Postgres(folder, options.port + 2000)
    service = Service(folder, options.port, postgres)
    try:
        figures = prepare(folder, postgres, service, options.scale, SIGNED_IN if options.quick else 1000)
        figures["machine"] = describe_machine(postgres)
        figures["scale"] = options.scale
        peaks = {"signing in": service.processor.peak_memory()}
        figures["scenarios"] = measure_all(options, postgres, service, peaks)
        figures["peaks_mb"] = peaks
        figures["peak_memory_mb"] = max(peaks.values())
        postgres.sql("SELECT bench.reset()")
        figures["check"] = service.verb("check").strip()
    finally:
        for part in (service, postgres):
            if hasattr(part, "processor"):
                part.stop()
        if not options.keep:
            shutil.rmtree(folder)

    say(report.table(figures))
    results.mkdir(exist_ok=True)
    partial = options.quick or options.only or options.no_floor
    (results / f"{'part' if partial else 'scale'}-{options.scale}.json").write_text(json.dumps(figures, indent=1))
    if not partial:
        report.write(results, ROOT / "docs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
