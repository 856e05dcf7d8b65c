"""What the benches of file servers share: namespaces, the appliance, its rivals, the time they took."""
import os
import platform
import signal
import subprocess
import sys
import time

BENCH = os.path.dirname(os.path.realpath(__file__))
LAB = os.path.join(BENCH, "../lab")
STIRRUP = os.path.join(BENCH, "../appliance/target/stirrup/bin/stirrup")
NS = f"stb-{os.getpid()}"
OURS, THEIRS = ("ours", "192.168.77.1"), ("theirs", "192.168.78.1")


def run(*command):
    subprocess.run(list(map(str, command)), check=True)


def wire():
    run("ip", "netns", "add", NS)
    run("ip", "-n", NS, "link", "set", "lo", "up")
    for i, (name, address) in enumerate((OURS, THEIRS)):
        server = f"{NS}-{name}"
        run("ip", "netns", "add", server)
        run("ip", "-n", server, "link", "set", "lo", "up")
        run("ip", "-n", NS, "link", "add", f"c{i}", "type", "veth", "peer", "name", "s0", "netns", server)
        run("ip", "-n", server, "address", "add", f"{address}/24", "dev", "s0")
        run("ip", "-n", NS, "address", "add", f"{address[:-1]}9/24", "dev", f"c{i}")
        run("ip", "-n", server, "link", "set", "s0", "up")
        run("ip", "-n", NS, "link", "set", f"c{i}", "up")


def start(namespace, log, *command):
    with open(log, "wb") as out:
        return subprocess.Popen(["ip", "netns", "exec", namespace, *command], stdin=subprocess.DEVNULL, stdout=out, stderr=out)


def await_text(path, text, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if text in open(path, errors="replace").read():
            return
        time.sleep(0.05)
    sys.exit(f"no '{text}' in {path}:\n" + open(path, errors="replace").read()[-1500:])


def cpu_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def appliance(home, log):
    process = start(f"{NS}-ours", log, STIRRUP, "serve", "--home", home, "--interface", "s0",
                    "--range", "192.168.77.100-192.168.77.150", "--boot", "local")
    await_text(log, "stirrup ready", process)
    return process


def machine():
    cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()[0]
    return f"{os.cpu_count()} x {cpu}; {java}"


def end(servers):
    for server in servers:
        server.send_signal(signal.SIGTERM)
    for server in servers:
        server.wait(20)
    run(os.path.join(LAB, "network"), "down", NS)


def median(values):
    return sorted(values)[len(values) // 2]
