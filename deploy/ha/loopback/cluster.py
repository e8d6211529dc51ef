"""The cluster of deploy/ha on loopback: three nodes at 127.0.61.1 to 3, HAProxy at 127.0.61.100, each with the
configuration files and the ports of a real one. `up`, `down`, `faults` and `fault` beside this file call it."""

import json
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import string
import subprocess
import sys
import time
import urllib.request

import psycopg2
import yaml

HERE = pathlib.Path(__file__).resolve().parent
FILES = HERE.parent
NETWORK = os.environ.get("ENGIFY_HA_NETWORK", "127.0.61")  # set another for a second cluster at the same time
FOLDER = pathlib.Path(f"/var/tmp/engify-ha-{NETWORK}")
LIFETIME = 4 * 3600  # seconds after which a forgotten cluster stops itself
NODES = {f"pg{number}": f"{NETWORK}.{number}" for number in (1, 2, 3)}
PROXY = f"{NETWORK}.100"
USER = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name  # PostgreSQL refuses to run as root
PROGRAMS = {
    "etcd", "haproxy", "patroni", "patronictl", "postgres", "initdb", "pg_basebackup", "pg_controldata", "pg_ctl", "pg_rewind"}
AHEAD = float(os.environ.get("ENGIFY_HA_AHEAD", 15))  # seconds for which kill-primary-ahead sends no WAL


def say(text):
    print(text, file=sys.stderr, flush=True)


def wait(seconds, what, condition):
    """Waits until the condition holds and returns its value. Ignores errors from nodes that are not up yet."""
    end = time.monotonic() + seconds
    while True:
        try:
            if result := condition():
                return result
        except (OSError, psycopg2.Error, StopIteration, ValueError):
            pass
        if time.monotonic() > end:
            raise SystemExit(f"Not within {seconds} seconds: {what}. See the logs in {FOLDER}.")
        time.sleep(0.2)


# Processes

def start(name, command, environment=None):
    log = open(FOLDER / f"{name}.log", "ab")
    other_user = {"user": USER, "group": USER, "extra_groups": []} if os.getuid() == 0 else {}
    process = subprocess.Popen(
        command, env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(environment or {})}, cwd=FOLDER,
        stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **other_user)
    (FOLDER / f"{name}.pid").write_text(str(process.pid))


def belongs(pid):
    """Whether a process is one of ours: everything we start runs in our folder, PostgreSQL in its data folder."""
    try:
        return (pathlib.Path(os.readlink(f"/proc/{pid}/cwd")).is_relative_to(FOLDER)
                and pathlib.Path(f"/proc/{pid}/comm").read_text().strip() in PROGRAMS)
    except OSError:
        return False


def pid_of(name):
    file = FOLDER / f"{name}.pid"
    pid = int(file.read_text()) if file.exists() else 0
    return [pid] if pid and belongs(pid) else []


def postgres_of(node):
    """The server and all its children, the server first."""
    data = str(FOLDER / node / "data")
    pids = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(entry / "cwd") == data and (entry / "comm").read_text().strip() == "postgres":
                pids.append(int(entry.name))
        except OSError:
            pass
    return sorted(pids)


def title(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def send(number, pids):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


# Configuration

def passwords():
    return json.loads((FOLDER / "passwords.json").read_text())


def filled(file, **more):
    return string.Template((FILES / file).read_text()).substitute(
        **{name.upper(): address for name, address in NODES.items()},
        PROXY=PROXY, NETWORK="127.0.0.0/8", WATCHDOG="off", **more) # on loopback all connections come from 127.0.0.1


def write(path, text):
    path.write_text(text)
    path.chmod(0o600)
    if os.getuid() == 0:
        shutil.chown(path, USER, USER)


def environment_of(text):
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))


def start_etcd(node):
    settings = filled("etcd.env", NAME=node, ADDRESS=NODES[node], ETCD_DATA=FOLDER / node / "etcd")
    start(f"{node}-etcd", ["etcd", "--logger=zap"], environment_of(settings))


def start_patroni(node, synchronous=None):
    file = FOLDER / node / "patroni.yml"
    if synchronous is not None:
        text = filled("patroni.yml", NAME=node, ADDRESS=NODES[node], POSTGRES_DATA=FOLDER / node / "data", RUN=FOLDER / node)
        settings = yaml.safe_load(text)
        if not synchronous: # a common setup: a standby takes over even if it lags a little
            settings["bootstrap"]["dcs"] |= {
                "synchronous_mode": False, "synchronous_mode_strict": False, "maximum_lag_on_failover": 1 << 30}
        settings["postgresql"]["parameters"]["shared_buffers"] = "64MB"
        settings["postgresql"]["pg_hba"][0] = "local all all trust"
        write(file, yaml.safe_dump(settings, sort_keys=False))
    start(f"{node}-patroni", ["/usr/bin/patroni", str(file)], environment_of(filled(
        "patroni.env", **{f"{user.upper()}_PASSWORD": password for user, password in passwords().items()})))


# What the cluster reports

def cluster():
    for address in NODES.values():
        try:
            with urllib.request.urlopen(f"http://{address}:8008/cluster", timeout=2) as answer:
                return {member["name"]: member for member in json.load(answer)["members"]}
        except OSError:
            pass
    return {}


def leads(node):
    """Whether the node itself now says that it is the primary."""
    try:
        with urllib.request.urlopen(f"http://{NODES[node]}:8008/primary", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


def primary(other_than=None):
    return next((node for node in NODES if node != other_than and leads(node)), None)


def admin(host=PROXY, database="postgres"):
    connection = psycopg2.connect(
        host=host, dbname=database, user="postgres", password=passwords()["superuser"], connect_timeout=3,
        options="-c statement_timeout=5s")
    connection.autocommit = True
    return connection


def ask(sql, host=PROXY, database="postgres"):
    connection = admin(host, database)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()
    finally:
        connection.close()


def synchronous():
    return json.loads((FOLDER / "synchronous.json").read_text())


def whole():
    """One primary, reached through HAProxy, that replicates to the two others, to one of them synchronously."""
    leader = primary()
    if leader is None or sum(map(leads, NODES)) != 1:
        return None
    if ask("SELECT pg_is_in_recovery(), host(inet_server_addr())") != [(False, NODES[leader])]:
        return None
    states = dict(ask("SELECT application_name, sync_state FROM pg_stat_replication WHERE state = 'streaming'"))
    roles = [member["role"] for member in cluster().values()]
    if set(states) != set(NODES) - {leader}:
        return None
    if synchronous() and ("sync" not in states.values() or "sync_standby" not in roles):
        return None
    return leader


def wait_whole():
    return wait(180, "one primary with two standbys", whole)


# Commands

def up(arguments):
    down([])
    FOLDER.mkdir(mode=0o755)
    if os.getuid() == 0:
        shutil.chown(FOLDER, USER, USER)
    write(FOLDER / "passwords.json", json.dumps({
        user: secrets.token_hex(12) for user in ("superuser", "replication", "rewind", "engify")}))
    write(FOLDER / "synchronous.json", json.dumps("--async" not in arguments))
    for node in NODES:
        (FOLDER / node).mkdir()
        if os.getuid() == 0:
            shutil.chown(FOLDER / node, USER, USER)
    keeper = subprocess.Popen(
        ["sh", "-c", f"sleep {LIFETIME}; exec {HERE}/down"], cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True)
    (FOLDER / "keeper").write_text(str(keeper.pid))

    say("Starting etcd, three members")
    for node in NODES:
        start_etcd(node)
    endpoints = ",".join(f"http://{address}:2379" for address in NODES.values())
    wait(30, "etcd", lambda: subprocess.run(
        ["etcdctl", "--endpoints", endpoints, "endpoint", "health"], env={"PATH": os.environ["PATH"], "ETCDCTL_API": "3"},
        capture_output=True).returncode == 0)

    say("Starting Patroni and PostgreSQL, three nodes")
    start_patroni("pg1", synchronous())
    write(FOLDER / "haproxy.cfg", filled("haproxy.cfg"))
    start("haproxy", ["/usr/sbin/haproxy", "-db", "-f", str(FOLDER / "haproxy.cfg")])
    wait(60, "a first primary", primary)
    for node in ("pg2", "pg3"):
        start_patroni(node, synchronous())
    wait_whole()

    for sql in (f"CREATE ROLE engify LOGIN PASSWORD '{passwords()['engify']}'", "CREATE DATABASE engify OWNER engify"):
        connection = admin()
        connection.cursor().execute(sql)
        connection.close()
    hosts = PROXY
    if "--direct" in arguments: # without HAProxy: Npgsql finds the primary
        hosts = ",".join(NODES.values()) + ";Target Session Attributes=primary"
    print(f"CONNECTION=Host={hosts};Port=5432;Database=engify;Username=engify;Password={passwords()['engify']}")
    print(f"ADMIN=Host={PROXY};Port=5432;Database=engify;Username=postgres;Password={passwords()['superuser']}")


def down(_):
    if not FOLDER.exists():
        return
    keeper = FOLDER / "keeper"
    if keeper.exists() and f"sleep {LIFETIME}" in title(keeper.read_text()):
        try:
            os.killpg(int(keeper.read_text()), signal.SIGTERM)
        except ProcessLookupError:
            pass
    for _ in range(50): # repeatedly, to catch processes that were just starting
        pids = [int(entry.name) for entry in pathlib.Path("/proc").glob("[0-9]*") if belongs(entry.name)]
        if not pids:
            break
        send(signal.SIGKILL, pids)
        time.sleep(0.1)
    shutil.rmtree(FOLDER)


def kill(node):
    send(signal.SIGKILL, pid_of(f"{node}-patroni"))
    while pids := postgres_of(node):
        send(signal.SIGKILL, pids)
        time.sleep(0.05)


def back_again(node):
    """Waits for another primary, starts the node again and waits until the cluster is whole."""
    leader = wait(120, "a new primary", lambda: primary(other_than=node))
    say(f"{leader} is the primary; {node} comes back")
    start_patroni(node)
    wait_whole()


def kill_primary():
    """Kills the primary's Patroni and PostgreSQL (-9)."""
    node = wait_whole()
    say(f"Killing {node}")
    kill(node)
    back_again(node)


def kill_primary_ahead():
    """Holds back the primary's WAL for a while, as if its network had failed, then kills the primary."""
    node = wait_whole()
    senders = [pid for pid in postgres_of(node) if "walsender" in title(pid)]
    if not senders:
        raise SystemExit(f"{node} has no WAL senders")
    say(f"{node} sends no WAL for {AHEAD:.0f} seconds")
    send(signal.SIGSTOP, senders)
    time.sleep(AHEAD)
    say(f"Killing {node}")
    kill(node)
    back_again(node)


def pause_primary():
    """Stops all processes of the primary until another node is the primary; then they resume."""
    node = wait_whole()
    stopped = pid_of(f"{node}-patroni") + postgres_of(node)
    say(f"Pausing {node}")
    send(signal.SIGSTOP, stopped)
    try:
        leader = wait(120, "a new primary", lambda: primary(other_than=node))
        say(f"{leader} is the primary; {node} goes on")
        time.sleep(3)
    finally:
        send(signal.SIGCONT, stopped)
    wait(60, f"{node} to see that it is no primary any more", lambda: not leads(node))
    wait_whole()


def pause_etcd():
    """Stops all of etcd for longer than ttl. With failsafe_mode, the primary carries on."""
    wait_whole()
    pids = [pid for node in NODES for pid in pid_of(f"{node}-etcd")]
    say("Pausing etcd for 30 seconds")
    send(signal.SIGSTOP, pids)
    try:
        time.sleep(30)
    finally:
        send(signal.SIGCONT, pids)
    wait_whole()


def switchover():
    """Lets the synchronous standby take over through patronictl, as before maintenance."""
    node = wait_whole()
    say(f"Switching over from {node}")
    subprocess.run(
        ["/usr/bin/patronictl", "-c", str(FOLDER / node / "patroni.yml"), "switchover", "--leader", node, "--force"],
        check=True, stdout=sys.stderr, stdin=subprocess.DEVNULL, env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}, cwd="/")
    wait(60, "a new primary", lambda: primary(other_than=node))
    wait_whole()


FAULTS = {
    "kill-primary": kill_primary,
    "kill-primary-ahead": kill_primary_ahead,
    "pause-primary": pause_primary,
    "switchover": switchover,
    "pause-etcd": pause_etcd,
}


def main(verb, arguments):
    if verb == "up":
        up(arguments)
    elif verb == "down":
        down(arguments)
    elif verb == "faults":
        print("\n".join(FAULTS))
    elif verb == "fault" and len(arguments) == 1 and arguments[0] in FAULTS:
        FAULTS[arguments[0]]()
    else:
        raise SystemExit(f"fault NAME, one of: {', '.join(FAULTS)}")


main(sys.argv[1], sys.argv[2:])
